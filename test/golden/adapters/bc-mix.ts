import { roll, scripted, targetWeights } from '../../../core/index.js'
import type { Layer } from '../../../core/index.js'
import { aWeight, aWeightedLevels, betweenClass,
  loudestLevels } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { numbers } from '../given.js'

/** Between-Class mixing of two sounds, and its A-weighting. */
export const bcMix: Adapter = (inputs, params, decisions) => {
  const [sampleRate] = numbers(params, 'fs')
  if (params.kind === 'a_weighting_db') {
    const [size] = numbers(params, 'n_fft')
    const step = Math.floor(sampleRate / 2) / (size / 2)
    return { values: numbers(params, 'bins').map(bin => aWeight(bin * step)) }
  }
  const [a, b] = ['sound1', 'sound2'].map(name => Float32Array.from(numbers(inputs, name)))
  const [r] = numbers(decisions, 'r')
  const x = { data: Float32Array.of(...a, ...b), shape: [2, a.length] }
  const { plan, mixed } = carryOut({
    mixer: betweenClass({ pairing: roll(), silence: 'reference' }),
    draws: scripted({ r: [r, r] }),
    batch: { x },
    signals: { levels: loudestLevels({ sampleRate }) }
  })
  const { data } = mixed.x as typeof x
  const shares = (plan.layers as Layer[]).map(({ coefficient }) =>
    (coefficient as Float64Array)[0])
  return {
    gain_db_1: aWeightedLevels(a, sampleRate),
    gain_db_2: aWeightedLevels(b, sampleRate),
    // The plan has both shares over one root
    t: shares[0] / (shares[0] + shares[1]),
    mixed: data.subarray(0, a.length),
    label_weights: targetWeights(plan).map(list => list[0])
  }
}
