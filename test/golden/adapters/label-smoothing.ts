import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, Recorder, TargetSettings } from '../../../core/index.js'
import { mixup, plain, scripted } from '../../../core/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, floats, isPerRow, labels, numbers } from '../given.js'

/** Smoothed targets, mixed and not, and plain losses of them. */
export const labelSmoothing: Adapter = (inputs, params, decisions) => {
  const logits = floats(inputs.logits as GivenArray) as tf.Tensor2D
  const classes = entry<number>(params, 'numClasses')
  const amount = entry<number>(params, 'smoothing') ?? 0
  const label = labels(inputs)
  const target = (
    mixer: ConfiguredMixer, draws: Recorder, kind: 'uniform' | 'classy-vision'
  ): tf.Tensor2D => {
    const settings: TargetSettings = { classes, smoothing: { kind, amount } }
    const batch = { x: logits, label }
    return carryOut({ mixer, draws, batch, targets: { label: settings } })
      .mixed.label as tf.Tensor2D
  }
  const unmixed = (kind: 'uniform' | 'classy-vision'): tf.Tensor2D =>
    target(plain(), scripted({}), kind)
  const perSample = isPerRow(params, 'lam')
  const mixedTarget = target(
    mixup({ per: perSample ? 'sample' : 'batch' }),
    scripted({ lambda: numbers(params, 'lam'), pair: numbers(decisions, 'perm') }),
    'uniform'
  )
  const binary = binaryCrossEntropy(mixedTarget, logits)
  return {
    mixedTarget,
    labelSmoothingCE: tf.losses.softmaxCrossEntropy(unmixed('uniform'), logits),
    softTargetCE: tf.losses.softmaxCrossEntropy(mixedTarget, logits),
    bceWithLogitsMean: tf.mean(binary),
    bceSumClassesMean: tf.mean(tf.sum(binary, 1)),
    openmixupOriginalSmooth: unmixed('uniform'),
    openmixupClassyVisionSmooth: unmixed('classy-vision')
  }
}

/** One number a row and class. */
function binaryCrossEntropy (target: tf.Tensor2D, logits: tf.Tensor2D): Tensor {
  return tf.losses.sigmoidCrossEntropy(target, logits, undefined, 0, tf.Reduction.NONE)
}
