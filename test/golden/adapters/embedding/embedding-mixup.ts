import * as tf from '@tensorflow/tfjs-core'
import type { Batch, ConfiguredMixer, Recorder } from '../../../../core/index.js'
import { createMixer, parse, scripted, stringify } from '../../../../core/index.js'
import { mixGen, mixup } from '../../../../domains/embedding/index.js'
import type { Adapter, Given, GivenArray } from '../../adapter.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** Rows mixed on the chord between them, and MixGen. */
export const embeddingMixup: Adapter = (inputs, params, decisions) => {
  const { mixer, draws } = asked(params, decisions)
  const mix = createMixer(mixer, { domain: 'embedding' })
  const y = entry<GivenArray>(inputs, 'y')
  const batch: Batch = {
    x: floats(inputs.x as GivenArray), ...y && { y: floats(y) }
  }
  const plan = parse(stringify(mix.plan(batch, { draws })))
  const mixed = mix.apply(batch, plan) as Record<string, tf.Tensor>
  return {
    mixed: mixed.x,
    targets: mixed.y,
    ...differentiated(inputs, ['x'], ({ x, w }) => tf.sum(tf.mul(mix.apply({ x }, plan).x, w)))
  }
}

function asked (
  params: Given, decisions: Given
): { readonly mixer: ConfiguredMixer, readonly draws: Recorder } {
  const number = entry<number>(params, 'num')
  if (number !== undefined) {
    const lambda = entry<number>(params, 'lambda') ?? 0.5
    return { mixer: mixGen({ number, lambda }), draws: scripted({}) }
  }
  return {
    mixer: mixup({ per: 'sample', normalize: entry<boolean>(params, 'normalize') ?? false }),
    draws: scripted({ lambda: numbers(decisions, 'lambda'), pair: numbers(decisions, 'perm') })
  }
}
