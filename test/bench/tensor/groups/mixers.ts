import { createMixer } from '../../../../core/index.js'
import { cutmix, mixup } from '../../../../domains/image/index.js'
import type { Group } from '../case.js'

/** From a batch to a mixed one: the plan, labels and images. */
export const mixers: Group = {
  name: 'createMixer',
  cases: ({ x, shape: [rows] }) => {
    const label = Int32Array.from({ length: rows }, (_, i) => i % 1000)
    const targets = { label: { classes: 1000 } }
    const mixed = { mixup: mixup(), cutmix: cutmix(), each: cutmix({ per: 'sample' }) }
    const runs = Object.entries(mixed).map(([name, mixer]) =>
      [name, createMixer(mixer, { seed: 7, targets })] as const)
    return runs.map(([name, mixer]) => ({
      name: `createMixer, ${name === 'each' ? 'cutmix with a box each' : name}`,
      bound: name === 'mixup' ? 'lerp' : 'copy',
      limit: name === 'mixup' ? 1.25 : 1.5,
      aim: name === 'mixup' ? 1.1 : 1.25,
      run: () => mixer.mix({ x, label })
    }))
  }
}
