import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import type { ConfiguredMixer, Plan } from '../../core/index.js'
import { createMixer, mixedLoss, mixup, over, own, useBackend } from '../../core/index.js'
import { maskmix, tokenCutmix, tokenmix, transmix } from '../../domains/image/index.js'
import { images, noise } from '../../plugins/check/batches.js'
import { backends } from '../backends.js'
import { read } from '../universal/read.js'

const shape = { size: 3, height: 6, width: 8, channels: 2 }
const STEP = 1e-2

/** The slope of a scalar along one number of a tensor, by what it is on both sides. */
function slope (of: (x: Tensor) => Tensor, x: Tensor, k: number): number {
  const at = (by: number): number => tf.tidy(() => {
    const moved = Float32Array.from(read(x))
    moved[k] += by
    return read(of(tf.tensor(moved, x.shape)))[0]
  })
  return (at(STEP) - at(-STEP)) / (2 * STEP)
}

/** A mix whose mask, and the target by it, are tensors that a model may have made. */
function livePlan (plan: Plan, levels: Tensor): Plan<Tensor> {
  const share = tf.mean<tf.Tensor1D>(levels, [1, 2])
  const where = { kind: 'mask', axes: ['height', 'width'], grid: [3, 4], levels, of: 1 } as const
  return {
    ...plan,
    layers: [
      own<Tensor>({ weight: tf.sub(1, share) }),
      over<Tensor>({ pool: 'batch', rows: Int32Array.of(2, 0, 1) }, { where, weight: share })
    ]
  }
}

for (const backend of backends) {
  test.serial(`gradients through a live mask are finite differences on ${backend}`, async t => {
    await useBackend(backend)
    tf.engine().startScope()
    const x = images(shape)
    const label = tf.softmax(tf.tensor2d(noise(12, 7), [3, 4]))
    const levels = tf.tensor3d(noise(36, 8, 0.2, 0.8), [3, 3, 4])
    const mix = createMixer(mixup(), { domain: 'image', seed: 1 })
    const plan = mix.plan({ x })
    const towards = tf.tensor4d(noise(x.size, 9, -1, 1), x.shape)
    const lean = tf.tensor2d(noise(12, 10, -1, 1), [3, 4])
    // What it is of the pictures, of the labels, and of both is another number
    const loss = (images: Tensor, mask: Tensor, soft: Tensor): tf.Scalar => {
      const mixed = mix.apply({ x: images as tf.Tensor4D, label: soft }, livePlan(plan, mask))
      return tf.add(tf.sum(tf.mul(mixed.x, towards)),
        tf.mul(tf.sum(tf.mul(mixed.label, lean)), 5))
    }
    const [byImage, byMask, byLabel] = tf.grads(loss)([x, levels, label]).map(read)
    for (const k of [0, 11, 17, 35]) {
      t.true(Math.abs(byMask[k] - slope(mask => loss(x, mask, label), levels, k)) < 2e-3)
    }
    for (const k of [0, 100, 287])
      t.true(Math.abs(byImage[k] - slope(each => loss(each, levels, label), x, k)) < 2e-3)
    for (const k of [0, 6, 11])
      t.true(Math.abs(byLabel[k] - slope(soft => loss(x, levels, soft), label, k)) < 2e-3)
    t.true(byMask.every(each => each !== 0))
    tf.engine().endScope()
  })
}

const map = (seed: number): Tensor => tf.tensor3d(noise(48, seed, 0, 1), [3, 4, 4])
const heard = (): Record<string, Tensor> => ({
  attention: map(1), activation: map(2), logits: tf.tensor2d(noise(12, 3), [3, 4]),
  target: tf.softmax(tf.tensor2d(noise(12, 7), [3, 4]))
})
const layered = (): Record<string, Tensor> =>
  ({ attention: tf.softmax(tf.tensor4d(noise(3 * 2 * 17 * 17, 4), [3, 2, 17, 17])) })

const refined: ReadonlyArray<readonly [string, ConfiguredMixer, () => Record<string, Tensor>]> = [
  ['transmix', transmix(), heard],
  ['maskmix', maskmix({ patch: 4 }), heard],
  ['tokenmix', tokenmix({ grid: 4, least: 2 }), heard],
  ['token-cutmix', tokenCutmix({ patch: 4, alpha: 8 }), layered]
]

for (const [name, mixer, signals] of refined) {
  test.serial(`gradients of a loss by labels that ${name} refined are differences`, async t => {
    await useBackend('cpu')
    tf.engine().startScope()
    const x = images({ ...shape, height: 16, width: 16 })
    const mix = createMixer(mixer, { seed: 2 })
    const plan = mix.plan({ x })
    const given = signals()
    const targets = tf.cast(tf.oneHot(tf.tensor1d([0, 1, 2], 'int32'), 4), 'float32')
    const entropy = (outputs: Tensor, wanted: Tensor): tf.Tensor1D =>
      tf.neg(tf.sum(tf.mul(tf.logSoftmax(outputs), wanted), 1))
    const loss = (logits: Tensor, of: Record<string, Tensor>): tf.Scalar =>
      mixedLoss(entropy, mix.refine(plan, of))(logits, targets)
    const logits = tf.tensor2d(noise(12, 11, -1, 1), [3, 4])
    const slopes = read(tf.grad((each: Tensor) => loss(each, given))(logits))
    slopes.forEach((each, k) => {
      t.true(Math.abs(each - slope(moved => loss(moved, given), logits, k)) < 1e-3)
    })
    // Weights rest on what the model said, and pass nothing on to it
    const signal = name === 'tokenmix' ? 'activation' : 'attention'
    const bySignal = (each: Tensor): tf.Scalar => loss(logits, { ...given, [signal]: each })
    t.true(read(tf.grad(bySignal)(given[signal])).every(each => each === 0))
    t.not(slope(bySignal, given[signal], 5), 0)
    tf.engine().endScope()
  })
}
