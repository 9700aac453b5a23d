import { createMixer } from '../../../../core/index.js'
import { cutmix, mixup } from '../../../../domains/image/index.js'
import type { Group } from '../case.js'
import { within } from '../case.js'

/** From a batch to a mixed one: the plan, labels and images. */
export const mixers: Group = {
  name: 'createMixer',
  cases: ({ x, shape: [rows] }) => {
    const label = Int32Array.from({ length: rows }, (_, i) => i % 1000)
    const targets = { label: { classes: 1000 } }
    const lerp = within('lerp', 1.25, 1.1)
    const copy = within('copy', 1.5, 1.25)
    return [
      { name: 'mixup', mixer: mixup(), peer: 'mixup', ...lerp },
      { name: 'cutmix', mixer: cutmix(), peer: 'cutmix', ...copy },
      { name: 'cutmix with a box each', mixer: cutmix({ per: 'sample' }), ...copy }
    ].map(({ name, mixer, ...rest }) => {
      const mix = createMixer(mixer, { seed: 7, targets })
      return { name: `createMixer, ${name}`, run: () => mix.mix({ x, label }), ...rest }
    })
  }
}
