import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, parse, scripted, stringify } from '../../../core/index.js'
import type { Layer } from '../../../core/index.js'
import { augmix as imageAugmix, augmixLoss } from '../../../domains/image/index.js'
import type { Adapter, Given, GivenArray, Outputs } from '../adapter.js'
import { entry, floats, numbers } from '../given.js'

/** AugMix of chains that are given, and the divergence of its loss. */
export const augmix: Adapter = (inputs, params, decisions) =>
  entry(inputs, 'logitsClean') === undefined
    ? { mixed: mixed(inputs, params, decisions) }
    : consistency(inputs, params)

function mixed (inputs: Given, params: Given, decisions: Given): Tensor {
  const mean = numbers(params, 'mean')
  const std = numbers(params, 'std')
  const normal = (given: GivenArray): Tensor =>
    tf.expandDims(tf.div(tf.sub(floats(given), mean), std))
  const chains = entry<GivenArray[]>(inputs, 'chainOutputs01')!.map(normal)
  const width = chains.length
  const mixer = createMixer(imageAugmix({ width, depth: 1, operations: ['equalize'] }),
    { pools: { chains: { x: tf.concat(chains) } } })
  const batch = { x: normal(entry<GivenArray>(inputs, 'image01')!) }
  const draws = scripted({
    mixed: numbers(decisions, 'betaM'), shares: numbers(decisions, 'dirichlet'),
    depth: chains.map(() => 1), operation: chains.map(() => 0)
  })
  const plan = parse(stringify(mixer.plan(batch, { draws })))
  // What the chains give is known: they show it instead of what they make of the image
  const layers = plan.layers.map(({ view, ...layer }, l): Layer => view === undefined
    ? layer
    : { ...layer, source: { pool: 'chains', rows: Int32Array.of(l - 1) } })
  return tf.squeeze(mixer.apply(batch, { ...plan, layers }).x, [0])
}

function consistency (inputs: Given, params: Given): Outputs {
  const logits = tf.concat(['logitsClean', 'logitsAug1', 'logitsAug2'].map(name =>
    floats(entry<GivenArray>(inputs, name)!)))
  const none = augmixLoss(({ shape }) => tf.zeros([shape[0]]), { weight: entry(params, 'weight') })
  return { jsdTimesWeight: none(logits, logits) }
}
