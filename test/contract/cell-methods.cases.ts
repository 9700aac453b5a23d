import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Mask, Plan } from '../../core/index.js'
import { defaultRegistry, freeze, live, paintRows, Rng, useBackend } from '../../core/index.js'
import { image } from './domains.js'
import { cutBy, generateOn, labelling } from './facts.js'
import { adAutoMix } from './methods/ad-auto-mix.js'
import { coMixup } from './methods/co-mixup.js'
import { puzzleMix } from './methods/puzzle-mix.js'
import type { Method } from './pictures.js'
import {
  byHand, factsHere, labelsOf, paintsAs, picturesOf, pixel, SHAPE, SIZE
} from './pictures.js'
import { entry, mixLabels, near, paint, paintLive, planOf, rowsOf } from './rows.js'

const [HEIGHT, WIDTH] = SHAPE

test.before(async () => { await useBackend('cpu') })

test('Co-Mixup puts every output together from cells of all images, some two by half', t => {
  const signal = labelling(SIZE, [4, 8])
  const pools = picturesOf()
  const halves = (output: number, row: number, y: number, x: number): number => {
    const cell = Math.floor(y * 4 / HEIGHT) * 8 + Math.floor(x * 8 / WIDTH)
    return signal.halves[(output * SIZE + row) * 32 + cell]
  }
  t.true(signal.halves.includes(1), 'some cells show two images')
  const plan = planOf(coMixup(), factsHere({ signals: { labelling: signal } }))
  paintsAs(t, plan, image, pools, (output, y, x) => [0, 1, 2, 3, 4].map(row => ({
    row, weight: halves(output, row, y, x) / 2, value: pixel(pools.batch, row, y, x)
  })))
})

for (const moved of [undefined, [4, 8]]) {
  const how = moved === undefined ? 'without transport' : 'and moves patches, some to nowhere'
  test(`PuzzleMix shows two images by the levels of their cells ${how}`, t => {
    const cut = cutBy(3, moved)
    const pools = picturesOf()
    const plan = planOf(puzzleMix(), factsHere({ signals: { cut } }))
    const { draws: { blocks: [blocks], lambda: [lambda], pair } } = plan
    const side = 2 ** blocks
    const { levels, moves } = cut({
      partner: Int32Array.from(pair), lambda, grid: [side, side]
    })
    type Place = readonly [output: number, row: number, y: number, x: number]
    const patch = (from: Int32Array | undefined, ...[output, row, y, x]: Place) => {
      if (moved === undefined || from === undefined) return pixel(pools.batch, row, y, x)
      const [height, width] = [HEIGHT / moved[0], WIDTH / moved[1]]
      const cell = Math.floor(y / height) * moved[1] + Math.floor(x / width)
      const shown = from[output * moved[0] * moved[1] + cell]
      if (shown < 0) return () => 0
      const [down, across] = [Math.floor(shown / moved[1]), shown % moved[1]]
      return pixel(pools.batch, row, down * height + y % height, across * width + x % width)
    }
    paintsAs(t, plan, image, pools, (output, y, x) => {
      const cell = Math.floor(y * side / HEIGHT) * side + Math.floor(x * side / WIDTH)
      const share = levels[output * side * side + cell] / 2
      const other = pair[output]
      return [
        { row: output, weight: share, value: patch(moves?.own, output, output, y, x) },
        { row: other, weight: 1 - share, value: patch(moves?.partner, output, other, y, x) }
      ]
    })
  })
}

interface Adversarial {
  readonly plan: Plan<Tensor>
  readonly masks: Tensor[]
  readonly method: (masks: readonly Tensor[]) => Method
}

/** A live plan of AdAutoMix with masks of 4 × 8 cells, and the method by hand. */
function adversarial (): Adversarial {
  const made: Tensor[] = []
  const generate: typeof generateHere = (rows, lambda) => {
    made.push(...generateHere(rows, lambda))
    return made
  }
  const generateHere = generateOn([4, 8])
  const plan = adAutoMix().plan(
    factsHere({ signals: { generate } }), live(Rng(7)), defaultRegistry.services)
  const { pair } = plan.draws
  const { batch } = picturesOf()
  const method = (masks: readonly Tensor[]): Method => {
    const levels = masks.map(mask => mask.dataSync())
    return (output, y, x) => levels.map((mask, s) => {
      const row = pair[s * SIZE + output]
      const cell = Math.floor(y * 4 / HEIGHT) * 8 + Math.floor(x * 8 / WIDTH)
      return { row, weight: mask[output * 32 + cell], value: pixel(batch, row, y, x) }
    })
  }
  return { plan, masks: made, method }
}

test('AdAutoMix shows three images under live masks, and labels them by λ', t => {
  const { plan, masks, method } = adversarial()
  const pools = picturesOf()
  const labels = labelsOf(pools)
  near(t, paintLive(plan, image, pools), byHand(method(masks)))
  const total = plan.draws.lambda.reduce((sum, each) => sum + each)
  near(t, mixLabels(plan, labels), rowsOf([SIZE, 4], (output, klass) =>
    plan.draws.lambda.reduce((sum, each, s) =>
      sum + each / total * entry(labels.batch, plan.draws.pair[s * SIZE + output], klass), 0)))
})

test('a frozen AdAutoMix is data, and paints within a step of a byte of the live one', async t => {
  const { plan } = adversarial()
  const pools = picturesOf()
  const frozen = await freeze(plan)
  near(t, paint(frozen, image, pools), paintLive(plan, image, pools), 1 / 255)
  const labels = labelsOf(pools)
  near(t, mixLabels(frozen, labels), mixLabels(plan, labels), 0)
})

test('the gradient reaches the live masks of AdAutoMix: it is the finite difference', t => {
  const { plan, masks } = adversarial()
  const { data, shape } = picturesOf().batch
  const x = tf.tensor(data, [...shape])
  const signs = rowsOf(shape, (...at) => Math.sin(at.reduce((a, b) => 5 * a + b)))
  const weights = tf.tensor(signs.data, [...shape])
  const loss = (...levels: Tensor[]): tf.Scalar => {
    const layers = plan.layers.map((layer, s) =>
      ({ ...layer, where: { ...layer.where as Mask<Tensor>, levels: levels[s] } }))
    return tf.sum(tf.mul(paintRows({ ...plan, layers }, { batch: x }, {}, 'test'), weights))
  }
  const gradients = tf.grads(loss)(masks)
  gradients.forEach((gradient, s) => {
    const got = gradient.dataSync()
    t.deepEqual(gradient.shape, masks[s].shape)
    for (const cell of [0, 31, 77, SIZE * 32 - 1]) {
      const moved = (by: number): number => {
        const levels = masks[s].dataSync().slice()
        levels[cell] += by
        const all = masks.map((mask, k) => k === s ? tf.tensor(levels, mask.shape) : mask)
        return loss(...all).dataSync()[0]
      }
      const difference = (moved(0.5) - moved(-0.5)) / 1
      t.true(Math.abs(difference - got[cell]) < 1e-4 * Math.max(1, Math.abs(difference)),
        `mask ${s}, cell ${cell}: ${got[cell]} instead of ${difference}`)
      t.not(got[cell], 0)
    }
  })
})
