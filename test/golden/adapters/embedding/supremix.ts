import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../../core/index.js'
import { createMixer, parse, scripted, stringify } from '../../../../core/index.js'
import { embedding, supReMix, supReMixLoss } from '../../../../domains/embedding/index.js'
import type { Adapter, Given, GivenArray, Outputs } from '../../adapter.js'
import { array, entry, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'
import { inViews } from './views.js'

const modes = {
  supremix: 'both', mix_neg: 'negatives', mix_pos: 'positives', supcon: 'none'
} as const

/** SupReMix: the loss of one softmax, and what the published code computes. */
export const supremix: Adapter = (inputs, params, decisions) => {
  const features = inputs.features as GivenArray
  const targets = Array.from({ length: features.shape[1] }, () =>
    numbers({ t: array(inputs, 'targets') }, 't')).flat()
  const mode = modes[entry<keyof typeof modes>(params, 'mode') ?? 'supremix']
  const plan = mode === 'none' ? undefined : planOf(targets.length, params, mode, decisions)
  const loss = (
    variant: 'paper' | 'reference'
  ) => ({ features: f }: { features?: Tensor }): Tensor =>
    supReMixLoss({
      embeddings: inViews(f!), targets, ...plan && { plan }, variant,
      temperature: numbers(params, 'temperature')[0],
      distance: entry(params, 'useWeight') === false ? 'none' : entry(params, 'distance'),
      normalize: false
    })
  const paper = differentiated(inputs, ['features'], loss('paper'))
  if (plan === undefined) return paper
  const published = differentiated(inputs, ['features'], loss('reference')) as
    { loss: Outputs[string], grads: Outputs }
  return {
    ...paper,
    lossPaper: tf.clone(paper.loss as Tensor),
    lossReferenceExact: published.loss,
    gradReferenceExact: published.grads.features
  }
}

function planOf (
  size: number, params: Given, mode: 'both' | 'negatives' | 'positives', decisions: Given
): Plan {
  const [alpha, beta] = numbers(params, 'betaParams')
  const mix = createMixer(supReMix({ alpha, beta, window: numbers(params, 'window')[0], mode }))
  const shares = Float64Array.from(numbers(decisions, 'negAlphaOnAnchor'))
  const draws = scripted({ shares: [{ replay: shares }] })
  const plan = mix.plan({ x: tf.zeros<tf.Rank.R2>([size, 1]) }, { draws })
  return parse(stringify(plan), { domain: embedding })
}
