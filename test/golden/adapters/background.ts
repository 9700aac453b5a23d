import { scripted } from '../../../core/index.js'
import { background as audioBackground } from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, numbers } from '../given.js'

/** audiomentations' `AddBackgroundNoise`: one sound, one noise. */
export const background: Adapter = (inputs, params, decisions) => {
  const [x, noise] = ['x', 'noise'].map(name => Float32Array.from(numbers(inputs, name)))
  const level = entry<'relative' | 'absolute'>(params, 'level')!
  const decibels = numbers(decisions, 'db')
  const { mixed } = carryOut({
    mixer: audioBackground({ probability: 1, level, snr: [-100, 100], rms: [-100, 100] }),
    draws: scripted({
      mix: [1], background: [0], start: numbers(decisions, 'start'),
      ...level === 'relative' ? { snr: decibels } : { rms: decibels }
    }),
    batch: { x: { data: x, shape: [1, x.length] } },
    pools: { background: { x: { data: noise, shape: [1, noise.length] } } }
  })
  return { mixed: (mixed.x as { readonly data: Float32Array }).data }
}
