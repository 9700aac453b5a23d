import { defaultRegistry, parse, scripted, stringify, visibleOn } from '../../../core/index.js'
import { fourierFrequencies, lowFrequencyImage } from '../../../core/math/index.js'
import { fmix as anyFmix } from '../../../core/index.js'
import { fmix as imageFmix } from '../../../domains/image/index.js'
import type { Adapter, Given, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, floats, numbers } from '../given.js'
import type { GivenArray } from '../adapter.js'

/** FMix by its own code: masks of 1 to 3 axes, and images where a case has them. */
export const fmix: Adapter = (inputs, params, decisions) => {
  const shape = numbers(params, 'shape')
  const decay = entry<number>(params, 'decayPower') ?? 3
  const noise = Float64Array.from(numbers(inputs, 'gaussianNoise'))
  let taken = 0
  const frequencies = fourierFrequencies(shape)
  return {
    freqs: { data: [...frequencies.data], shape: frequencies.shape },
    lowFreqImage: {
      data: [...lowFrequencyImage(shape, decay, 'reference', () => noise[taken++])], shape
    },
    ...mixed(inputs, { decay, maxSoft: entry<number>(params, 'maxSoft') ?? 0 }, decisions, noise,
      shape)
  }
}

function mixed (
  inputs: Given, options: { decay: number, maxSoft: number }, decisions: Given,
  noise: Float64Array, shape: readonly number[]
): Outputs {
  const draws = (pair: readonly number[]) => scripted({
    lambda: numbers(decisions, 'lam'),
    roundUp: [Number(entry<boolean>(decisions, 'roundUp'))],
    noise: { replay: noise },
    pair
  })
  const images = entry<GivenArray>(inputs, 'images')
  if (images !== undefined) {
    const asked = { mixer: imageFmix(options), draws: draws(numbers(decisions, 'perm')) }
    const { plan, mixed } = carryOut({ ...asked, batch: { x: floats(images) } })
    return { mask: ownMask(plan), images: mixed.x }
  }
  // Only a mask is asked for, of whatever axes
  const axes = ['z', 'y', 'x'].slice(3 - shape.length)
  const facts = { size: 1, shape, axes, frame: shape, step: 0, pools: { batch: { size: 1 } },
    signals: {} }
  const plan = anyFmix(options).plan(facts, draws([0]), defaultRegistry.services)
  return { mask: ownMask(parse(stringify(plan))) }
}

/** Where the row itself shows; the plan says where the partner does. */
function ownMask (plan: ReturnType<typeof parse>): Outputs[string] {
  const partner = visibleOn(plan, plan.layers[plan.layers.length - 1].where, plan.frame)
  return { data: [...partner.dataSync()].map(share => 1 - share), shape: plan.frame }
}
