import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { ConfiguredMixer, Domain } from '../../../core/index.js'
import {
  createRegistry, defineMixer, definePlugin, oneOf, over, own, paintRows, previous, rows, sequence,
  sometimes
} from '../../../core/index.js'
import { cutmix, image, imageDomain, mixup, timm } from '../../../domains/image/index.js'

/** Mixers of all kinds, and some that need what is not always there. */

/** By a saliency that only a model can tell. */
export const salient = defineMixer({
  name: 'salient', domain: 'image', paper: 'none', options: z.object({}), signals: ['saliency'],
  plan: ({ pair, signals }) => [own(), over(pair(), { coefficient: signals.saliency as number })]
})

/** Rows of a data set besides the batch. */
export const fromDataset = defineMixer({
  name: 'from-dataset', domain: 'image', paper: 'none', options: z.object({}), pools: ['dataset'],
  plan: ({ size, pools }) => {
    const source = { pool: 'dataset', rows: rows(size, i => i % pools.dataset.size) }
    return [own(), over(source, { coefficient: 0.5 })]
  }
})

/** Rows of a bank, which nothing but its user fills. */
export const fromBank = defineMixer({
  name: 'from-bank', domain: 'image', paper: 'none', options: z.object({}), pools: ['bank'],
  plan: ({ size }) => [over({ pool: 'bank', rows: rows(size, () => 0) })]
})

/** Images with a step that throws, after it has made some tensors. */
const breaking: Domain = {
  ...image as Domain,
  name: 'breaking',
  steps: {
    snap: {
      parameters: z.object({}),
      run: x => {
        throw new Error(`the step broke on ${tf.square(x).size} numbers`)
      }
    }
  },
  paint: (plan, pools, who) =>
    paintRows(plan, pools as Record<string, tf.Tensor>, { steps: breaking.steps }, who)
}
const snap = { step: 'snap' } as never
export const breaker = defineMixer({
  name: 'breaker', domain: 'breaking', paper: 'none', options: z.object({}),
  plan: ({ pair }) => [own(), over(pair(), { coefficient: 0.5, view: [snap] })]
})
const breakingPlugin = definePlugin({ name: 'breaking', domains: [breaking], mixers: [breaker] })
export const breakingRegistry = createRegistry(imageDomain, breakingPlugin)

/** The mixers of the soak: every way that images are painted and targets follow. */
export const manyMixers: ReadonlyArray<readonly [name: string, make: () => ConfiguredMixer]> = [
  ['mixup', () => mixup({ alpha: 0.4, per: 'sample' })],
  ['cutmix', () => cutmix({ per: 'sample' })],
  ['timm batch', () => timm({ cutmixAlpha: 1 })],
  ['timm pair', () => timm({ cutmixAlpha: 1, mode: 'pair' })],
  ['timm elem', () => timm({ cutmixAlpha: 1, mode: 'elem', cutmixMinmax: [0.2, 0.8] })],
  ['timm half', () => timm({ cutmixAlpha: 1, mode: 'half' })],
  ['one of', () => oneOf([[cutmix(), 0.5], [mixup(), 0.5]])],
  ['sequence', () => sequence([mixup({ alpha: 0.3 }), sometimes(0.7, cutmix())])],
  ['previous', () => mixup({ pairing: previous() })]
]
