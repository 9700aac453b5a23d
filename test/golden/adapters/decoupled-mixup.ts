import * as tf from '@tensorflow/tfjs-core'
import { createMixer, decoupledMixup, fromDataset, mixup, scripted } from '../../../core/index.js'
import type { Adapter } from '../adapter.js'
import { array, floats, numbers } from '../given.js'

/** OpenMixup's decoupled loss of a mix with other rows; without its terms, the usual one. */
export const decoupledMixupLoss: Adapter = (inputs, params) => {
  const logits = floats(array(inputs, 'logits'))
  const [size, classes] = logits.shape as [number, number]
  const oneHot = (name: string): tf.Tensor =>
    tf.cast(tf.oneHot(tf.tensor1d(numbers(inputs, name), 'int32'), classes), 'float32')
  const [own, others] = [oneHot('labelsA'), oneHot('labelsB')]
  const mix = createMixer(mixup({ pairing: fromDataset() }), { pools: { dataset: { x: others } } })
  const plan = mix.plan({ x: own }, { draws: scripted({
    lambda: numbers(params, 'lam'), pair: Array.from({ length: size }, (_, i) => i)
  }) })
  const lossOf = (eta: number[]) => decoupledMixup(plan,
    { form: 'openmixup', eta, pools: { dataset: others } })(logits, own)
  const eta = numbers(params, 'eta')
  return { loss: lossOf(eta), softCE: lossOf(eta.map(() => 0)) }
}
