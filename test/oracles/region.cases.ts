import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { Boxes, Mask, Plan } from '../../core/index.js'
import { mixFeatures, useBackend, visibleOn } from '../../core/index.js'
import { boxShares, maskShares } from '../../core/plan/region.js'
import { backends } from '../backends.js'
import { noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'
import { examine } from './examine.js'
import { seenAt } from './naive/painting.js'
import { AXES, boxesIn, frame, masksIn, plan } from './random-plans.js'

const PIECES = 2

/** A region within a frame, and a grid that is laid over the frame, of any cells. */
const boxCase = frame.chain(sides =>
  fc.tuple(fc.constant(sides), boxesIn(sides, PIECES), grid()))
const maskCase = frame.chain(sides =>
  fc.tuple(fc.constant(sides), masksIn(sides, PIECES), grid()))

function grid (): fc.Arbitrary<[number, number]> {
  return fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
}

/**
 * The share of every cell that a region shows, counted in specks so small that each lies in one
 * cell of the grid and one of the frame.
 */
function counted (
  where: Boxes | Mask, piece: number, sides: readonly number[], cells: readonly number[]
): number[] {
  const one = planOf(where, sides)
  const shares = Array<number>(cells[0] * cells[1]).fill(0)
  const specks = sides[0] * sides[1]
  for (let v = 0; v < sides[0] * cells[0]; v++) {
    for (let u = 0; u < sides[1] * cells[1]; u++) {
      const [y, x] = [Math.floor(v / cells[0]), Math.floor(u / cells[1])]
      const cell = Math.floor(v / sides[0]) * cells[1] + Math.floor(u / sides[1])
      shares[cell] += seenAt(one, piece, y, x)[0].share / specks
    }
  }
  return shares
}

/** A plan that shows every row in a region. */
function planOf (where: Boxes | Mask, sides: readonly number[]): Plan {
  return {
    mixer: 'one', version: 1, options: {}, draws: {}, size: PIECES, axes: AXES, frame: sides,
    layers: [{ where }], targets: 'free'
  }
}

test('a cell shows the share of its area that a box covers', t => {
  examine(t, 200, [boxCase], ([sides, where, cells]) => {
    const found = [0, 1].map(piece => boxShares(where, piece, AXES, sides, cells))
    const far = Math.max(...found.map((shares, piece) =>
      distance(shares, counted(where, piece, sides, cells))))
    return far <= 1e-6 ? undefined : `shares are ${far} from the count`
  })
})

test('a cell shows the mean of the mask over its area', t => {
  examine(t, 200, [maskCase], ([sides, where, cells]) => {
    const found = [0, 1].map(piece =>
      maskShares(where, where.levels as Uint8Array, piece, AXES, sides, cells))
    const far = Math.max(...found.map((shares, piece) =>
      distance(shares, counted(where, piece, sides, cells))))
    return far <= 1e-6 ? undefined : `shares are ${far} from the count`
  })
})

for (const backend of backends) {
  test.serial(`visibleOn gives these shares, one grid for every piece on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 40, [fc.oneof(boxCase, maskCase)], ([sides, where, cells]) => tf.tidy(() => {
      const shares = visibleOn(planOf(where, sides), where, cells)
      const pieces = shares.shape[0]
      const wanted = Array.from({ length: pieces }, (_, piece) =>
        counted(where, piece, sides, cells))
      const far = distance(read(shares), wanted.flat())
      return far <= 1e-6 && shares.rank === 3 ? undefined : `shares are ${far} from the count`
    }))
  })

  test.serial(`a hidden map of twice the frame is mixed as the frame is on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 60, [plan], each => tf.tidy(() => {
      const [height, width] = each.frame
      const x = tf.tensor4d(noise(each.size * height * width * 3, 4),
        [each.size, height, width, 3])
      const far = distance(
        read(mixFeatures(twice(x), each)), read(twice(mixFeatures(x, each))))
      return far <= 4e-6 ? undefined : `the larger map is ${far} off`
    }))
  })
}

/** Every cell as 2 × 2 cells. */
function twice (x: tf.Tensor4D): tf.Tensor4D {
  const [size, height, width, channels] = x.shape
  const cells = tf.reshape(x, [size, height, 1, width, 1, channels])
  return tf.reshape(tf.tile(cells, [1, 1, 2, 1, 2, 1]), [size, 2 * height, 2 * width, channels])
}
