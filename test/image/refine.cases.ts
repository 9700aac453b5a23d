import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, Plan } from '../../core/index.js'
import {
  createMixer, freeze, mixedLoss, oneOf, parse, stringify, targetWeights
} from '../../core/index.js'
import { cutmix, maskmix, tokenCutmix, tokenmix, transmix } from '../../domains/image/index.js'
import { alignedShares } from '../../domains/image/refine/aligned.js'
import { images, noise } from '../../plugins/check/batches.js'
import { refuses } from '../robust/support/refuses.js'
import { read } from '../universal/read.js'
import { onCpu } from '../on-cpu.js'

const shape = { size: 3, height: 16, width: 16, channels: 3 }
const soft = (): tf.Tensor2D => tf.softmax(tf.tensor2d(noise(12, 7), [3, 4]))
const map = (seed: number): tf.Tensor3D => tf.tensor3d(noise(48, seed, 0, 1), [3, 4, 4])
const signals = (): Record<string, tf.Tensor> => ({
  attention: map(1), activation: map(2), logits: tf.tensor2d(noise(12, 3), [3, 4]), target: soft()
})
const layered = (): Record<string, tf.Tensor> =>
  ({ attention: tf.softmax(tf.tensor4d(noise(3 * 2 * 17 * 17, 4), [3, 2, 17, 17])) })

const mixers: ReadonlyArray<readonly [string, ConfiguredMixer, () => Record<string, tf.Tensor>]> = [
  ['transmix', transmix(), signals],
  ['maskmix', maskmix({ patch: 4 }), signals],
  ['tokenmix', tokenmix({ grid: 4, least: 2 }), signals],
  ['token-cutmix', tokenCutmix({ patch: 4, alpha: 8 }), layered],
  ['one-of', oneOf([transmix(), transmix({ ratio: 1 })]), signals]
]

for (const [name, mixer, given] of mixers) {
  onCpu(`${name} refined twice gives the same labels, and they replay`, async t => {
    const batch = { x: images(shape), label: soft() }
    const mix = createMixer(mixer, { seed: 2 })
    const plan = mix.plan(batch)
    const [once, twice] = [0, 1].map(() => mix.refine(plan, given()))
    const labels = read(mix.apply(batch, once).label)
    t.deepEqual(read(mix.apply(batch, twice).label), labels)
    t.deepEqual(read(mix.apply(batch, mix.refine(once, given())).label), labels)
    t.notDeepEqual(read(mix.apply(batch, plan).label), labels)
    t.deepEqual(read(mix.apply(batch, once).x), read(mix.apply(batch, plan).x))
    const frozen: Plan = parse(stringify(await freeze(once)))
    t.deepEqual(read(mix.apply(batch, frozen).label), labels)
    t.deepEqual(read(mix.apply(batch, frozen).x), read(mix.apply(batch, plan).x))
  })

  onCpu(`${name} says which signal it lacks`, async t => {
    const mix = createMixer(mixer, { seed: 2 })
    const plan = mix.plan({ x: images(shape) })
    await refuses(t, () => mix.refine(plan, {}), 'SIGNAL',
      /give refine\(\) a tensor \[3/, name)
  })
}

onCpu('a mixer without refinement gives the plan itself', t => {
  const mix = createMixer(cutmix())
  const plan = mix.plan({ x: images(shape) })
  t.true(Object.is(mix.refine(plan, signals()), plan))
})

onCpu('even attention leaves the weights that the area gave', t => {
  const mix = createMixer(maskmix({ patch: 4 }), { seed: 4 })
  const plan = mix.plan({ x: images(shape) })
  const even = { ...signals(), attention: tf.ones([3, 4, 4]) }
  const [, weight] = targetWeights(mix.refine(plan, even)) as tf.Tensor[]
  const [, before] = targetWeights(plan)
  read(weight).forEach((each, row) => { t.true(Math.abs(each - before[row]) < 1e-6) })
})

onCpu('patches that the border cuts count as whole ones, where attention is not trusted too', t => {
  const mix = createMixer(maskmix({ patch: 6 }), { seed: 4 })
  const plan = mix.plan({ x: images(shape) })
  const [own, weight] = targetWeights(plan)
  t.is(own[0], Math.ceil(plan.draws.ratio[0] * 9) / 9)
  const of = (numbers: number[]): tf.Tensor => tf.tile(tf.tensor2d([numbers]), [3, 1])
  const wrong = { ...signals(), target: of([1, 0, 0, 0]), logits: of([0, 99, 0, 0]) }
  const [, refined] = targetWeights(mix.refine(plan, wrong)) as tf.Tensor[]
  read(refined).forEach((each, row) => { t.true(Math.abs(each - weight[row]) < 1e-6) })
})

onCpu('labels pass through layers as tokens do', t => {
  const tokens = 4
  const shown = tf.tensor3d([0, 1, 1, 0], [1, 2, 2])
  const data = noise(2 * 2 * 5 * 5, 6, 0, 1)
  const shares = read(alignedShares(shown, tf.tensor4d(data, [2, 2, 5, 5])))
  for (let row = 0; row < 2; row++) {
    let share = [0.5, 0, 1, 1, 0]
    for (let layer = 0; layer < 2; layer++) {
      share = share.map((own, i) => {
        const seen = Array.from({ length: tokens + 1 }, (_, j) =>
          data[((row * 2 + layer) * 5 + i) * 5 + j])
        const all = seen.reduce((sum, each) => sum + each)
        return (own + seen.reduce((sum, each, j) => sum + each * share[j], 0) / all) / 2
      })
    }
    t.true(Math.abs(shares[row] - share[0]) < 1e-6)
  }
})

onCpu('no gradient passes through refined weights, and outputs keep theirs', t => {
  const mix = createMixer(transmix(), { seed: 2 })
  const plan = mix.plan({ x: images(shape) })
  const targets = tf.oneHot(tf.tensor1d([0, 1, 2], 'int32'), 4)
  const loss = (attention: tf.Tensor, logits: tf.Tensor): tf.Scalar =>
    mixedLoss((outputs, wanted) =>
      tf.neg(tf.sum(tf.mul(tf.logSoftmax(outputs), wanted), 1)),
    mix.refine(plan, { attention }))(logits, tf.cast(targets, 'float32'))
  const logits = signals().logits
  const [byAttention, byLogits] = tf.grads(loss)([map(1), logits])
  t.true(read(byAttention).every(each => each === 0))
  const step = 1e-2
  const at = (by: number): number => {
    const moved = Float32Array.from(read(logits))
    moved[5] += by
    return read(loss(map(1), tf.tensor2d(moved, [3, 4])))[0]
  }
  const difference = (at(step) - at(-step)) / (2 * step)
  t.true(Math.abs(read(byLogits)[5] - difference) < 1e-3)
})
