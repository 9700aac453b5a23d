import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import {
  createMixer, mixedLoss, parse, scripted, stringify, visibleOn
} from '../../../core/index.js'
import { agreement, maskmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { array, completed, entry, floats, labels, numbers, pictures } from '../given.js'
import { ownWeights } from '../read-plan.js'

/** MaskMix, and its Progressive Attention Labeling by attention and logits that are given. */
export const maskmixPal: Adapter = (inputs, params, decisions) => {
  const patch = entry<number>(params, 'maskPatchSize')!
  const classes = entry<number>(params, 'numClasses')!
  const { x } = pictures(inputs)
  const [rows, height = 0, width = 0] = x.shape
  const modelPatch = entry<number>(params, 'modelPatchSize')!
  const grid = [Math.floor(height / modelPatch), Math.floor(width / modelPatch)]
  const attention = tf.reshape(floats(array(inputs, 'attention')), [rows, ...grid])
  const logits = floats(array(inputs, 'logits'))
  const indices = labels(inputs) as Int32Array
  const batch = { x, label: indices }
  const mix = createMixer(maskmix({ patch }), { targets: { label: {
    classes, smoothing: { kind: 'uniform', amount: entry<number>(params, 'labelSmoothing') ?? 0 }
  } } })
  const cells = Math.ceil(height / patch) * Math.ceil(width / patch)
  const draws = scripted({
    ratio: numbers(decisions, 'lam0'),
    cells: entry<number[][]>(decisions, 'cellPermutations')!
      .flatMap(list => completed(list, cells)),
    pair: numbers(decisions, 'perm')
  })
  const plan: Plan = parse(stringify(mix.plan(batch, { draws })))
  const mixed = mix.apply(batch, plan)
  const target = mixed.label as tf.Tensor
  const refined = mix.refine(plan, { attention, logits, target })
  const attended = mix.refine(
    { ...plan, options: { ...plan.options, progressive: false } }, { attention })
  const oneHot = tf.oneHot(tf.tensor1d(indices, 'int32'), classes)
  const loss = mixedLoss(
    (outputs, wanted) => tf.neg(tf.sum(tf.mul(tf.logSoftmax(outputs), wanted), 1)), refined)
  return {
    maskRatio: ownWeights(plan),
    patchMask: tf.reshape(tf.sub(1, visibleOn(plan, plan.layers[1].where, grid)), [rows, -1]),
    areaTarget: target,
    attentionLam: attended.layers[0].weight as tf.Tensor,
    cosineSim: agreement(target, logits),
    finalLam: refined.layers[0].weight as tf.Tensor,
    loss: loss(logits, tf.cast(oneHot, 'float32')),
    images: mixed.x
  }
}
