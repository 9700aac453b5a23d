import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { Layer, Plan } from '../../core/index.js'
import { check, paintRows, targetWeights, useBackend, visibleShares } from '../../core/index.js'
import { levelsIn } from '../../core/plan/blocks.js'
import { columnsOf } from '../../core/plan/columns.js'
import { cellsAlong } from '../../core/plan/region.js'
import { regionOverWhole } from '../../core/plan/region-over.js'
import { backends } from '../backends.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'
import { noise } from '../../plugins/check/batches.js'
import { examine } from './examine.js'
import { seenAt } from './naive/painting.js'
import { AXES, boxesIn, frame, masksIn, plan } from './random-plans.js'

test('visible shares are what a count of the pixels gives', t => {
  examine(t, 400, [plan], each => {
    check(each)
    const shares = visibleShares(each)
    const counted = shares.map(list => new Float64Array(list.length))
    eachPixel(each, (output, y, x, pixels) => {
      for (const { layer, piece, share } of seenAt(each, output, y, x)) {
        counted[layer][piece] += share / pixels
      }
    })
    const far = Math.max(...shares.map((list, l) => distance(list, counted[l])))
    return far <= 1e-12 ? undefined : `shares are ${far} from the count`
  })
})

/** A whole piece, and one in a region over it: what most mixers of two images plan. */
const regionOver = fc.tuple(frame, fc.integer({ min: 1, max: 4 })).chain(([sides, size]) =>
  fc.oneof(boxesIn(sides, size), masksIn(sides, size)).map((where): Plan => ({
    mixer: 'random', version: 1, options: {}, draws: {}, size, axes: AXES, frame: sides,
    layers: [{}, { where }], targets: 'free'
  })))

test('a region over a whole is counted at once, where its cells have one size', t => {
  let [atOnce, uneven] = [0, 0]
  examine(t, 300, [regionOver], each => {
    const columns = each.layers.map(layer => columnsOf(layer, each.size))
    const [, { where }] = each.layers
    const even = where?.kind === 'boxes' || (where?.kind === 'mask' &&
      each.axes.every((axis, a) => each.frame[a] % cellsAlong(where, axis) === 0))
    for (let output = 0; output < each.size; output++) {
      const list = [0, 1].map(layer => ({ layer, piece: output }))
      const found = regionOverWhole(list, each, columns, levelsIn(each, columns))
      if ((found !== undefined) !== even) return `it is ${String(even)} that cells have one size`
      if (found === undefined) {
        uneven++
        continue
      }
      atOnce++
      const counted = [0, 0]
      eachPixel(each, (seenOn, y, x) => {
        if (seenOn !== output) return
        for (const { layer, share } of seenAt(each, output, y, x)) counted[layer] += share
      })
      const far = distance(found, counted)
      if (far > 1e-10) return `cells are ${far} from the count`
    }
    return undefined
  })
  t.true(atOnce > 300 && uneven > 30, `${atOnce} at once, ${uneven} not`)
})

test('other pieces than a region over a whole are not counted at once', t => {
  const where = { kind: 'boxes' as const, axes: AXES, start: Int32Array.of(0, 0),
    end: Int32Array.of(1, 2) }
  const given = (layers: readonly Layer[]): Float64Array | undefined => {
    const each: Plan = {
      mixer: 'random', version: 1, options: {}, draws: {}, size: 1, axes: AXES, frame: [3, 4],
      layers
    }
    const columns = layers.map(layer => columnsOf(layer, 1))
    return regionOverWhole(layers.map((_, layer) => ({ layer, piece: 0 })), each, columns,
      levelsIn(each, columns))
  }
  t.deepEqual(given([{}, { where }]), Float64Array.of(10, 2))
  t.is(given([{ where }, { where }]), undefined)
  t.is(given([{}, { where, blend: 'sum' }]), undefined)
  t.is(given([{}, { where, coefficient: 0.5 }]), undefined)
  t.is(given([{ coefficient: 0.5 }, { where }]), undefined)
  t.is(given([{}, {}]), undefined)
  t.is(given([{}, { where }, { where }]), undefined)
})

test('a stated weight stands for what is visible, layer by layer', t => {
  examine(t, 100, [plan], each => {
    const layers = each.layers.map((layer, l) => l % 2 === 0 ? { ...layer, weight: 0.25 } : layer)
    const weights = targetWeights({ ...each, layers })
    const visible = visibleShares(each)
    const wrong = weights.findIndex((list, l) =>
      l % 2 === 0 ? list.some(weight => weight !== 0.25) : distance(list, visible[l]) > 0)
    return wrong < 0 ? undefined : `layer ${wrong} has other weights`
  })
})

for (const backend of backends) {
  test.serial(`any plan is painted as pixel after pixel would be on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 250, [plan], each => tf.tidy(() => {
      const shape = [each.size, ...each.frame, 2]
      const x = noise(shape.reduce((product, n) => product * n, 1), 3)
      const painted = read(paintRows(each, { batch: tf.tensor(x, shape) }, {}, 'test'))
      const wanted: number[] = []
      const [height, width] = each.frame
      eachPixel(each, (output, y, at) => {
        const seen = seenAt(each, output, y, at)
        for (let c = 0; c < 2; c++) {
          wanted.push(seen.reduce((sum, { row, share }) =>
            sum + share * x[((row * height + y) * width + at) * 2 + c], 0))
        }
      })
      const far = distance(painted, wanted)
      return far <= 4e-6 ? undefined : `the painting is ${far} from the pixels`
    }))
  })
}

function eachPixel (
  { size, frame: [height, width] }: Plan,
  visit: (output: number, y: number, x: number, pixels: number) => void
): void {
  for (let output = 0; output < size; output++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) visit(output, y, x, height * width)
    }
  }
}
