import type { ConfiguredMixer, Layer } from '../../../core/index.js'
import { operationNames, pixmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { operated } from '../operated.js'

const about = mixerEntry('image/pixmix', pixmix, {
  options: [
    {},
    { mixings: ['screen', 'overlay', 'darken-or-lighten', 'swap-channel'], beta: 4 },
    { operations: [...operationNames], severity: 1, rounds: 2 }
  ],
  goldens: ['pixmix'],
  draws: ['picture', 'start', 'operation', 'level', 'flip', 'rounds', 'itself', 'mixing', 'shrink',
    'a', 'b', 'more', 'less', 'dark', 'channel'],
  exemptions: operated,
  memory: 'host'
})

/** Tried with the images of the batch as the pictures, which are of its shape and kind. */
export const entry = { ...about, make: (options: unknown) => amongThemselves(about.make(options)) }

function amongThemselves (mixer: ConfiguredMixer): ConfiguredMixer {
  return {
    ...mixer,
    pools: [],
    plan (facts, draw, services) {
      const pools = { ...facts.pools, pictures: facts.pools.batch }
      const plan = mixer.plan({ ...facts, pools }, draw, services)
      const layers = plan.layers.map((layer): Layer => layer.source?.pool === 'pictures'
        ? { ...layer, source: { ...layer.source, pool: 'batch' } }
        : layer)
      return { ...plan, layers }
    }
  }
}
