import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { createMixer, parse, resizeNearest, scripted, stringify } from '../../../core/index.js'
import { transmix as imageTransmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { array, entry, floats, labels, numbers, pictures } from '../given.js'
import { boxesIn, maskIn, ownWeights } from '../read-plan.js'

/** TransMix: CutMix, refined by attention that is given. */
export const transmix: Adapter = (inputs, params, decisions) => {
  const side = entry<number>(params, 'patchGrid')!
  const attention = tf.reshape(floats(array(inputs, 'attention')), [-1, side, side])
  const { x } = pictures(inputs)
  const batch = { x, label: labels(inputs) }
  const targets = { label: {
    classes: entry<number>(params, 'numClasses'),
    smoothing: { kind: 'uniform', amount: entry<number>(params, 'labelSmoothing') ?? 0 }
  } } as const
  const mixBy = (ratio: number | undefined) => createMixer(imageTransmix({ ratio }), { targets })
  const mix = mixBy(entry<number>(params, 'ratio'))
  const draws = scripted({
    lambda: numbers(decisions, 'lam0'), pair: numbers(decisions, 'perm'),
    centerY: numbers(decisions, 'centerY'), centerX: numbers(decisions, 'centerX')
  })
  const plan: Plan = parse(stringify(mix.plan(batch, { draws })))
  const refined = mix.refine(plan, { attention })
  // By attention alone
  const attended = mix.refine({ ...plan, options: { ...plan.options, ratio: 1 } }, { attention })
  const mask = maskIn(plan)
  return {
    box_y1y2x1x2: boxesIn(plan)[0],
    areaTarget: mix.apply(batch, plan).label,
    patchMask: tf.reshape(resizeNearest(tf.expandDims(mask, 3), [side, side]), [-1]),
    sourceLamArea: 1 - ownWeights(plan)[0],
    sourceLamAttention: attended.layers[1].weight as tf.Tensor,
    target: mix.apply(batch, refined).label,
    images: mix.apply(batch, plan).x
  }
}
