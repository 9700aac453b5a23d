/**
 * Images: their batch, and every mixer that needs height and width.
 *
 * @packageDocumentation
 */
import { defaultRegistry, definePlugin, inDomain, manifoldMixup as anyManifoldMixup,
  mixup as anyMixup } from '../../core/index.js'
import { image } from './batch.js'
import { cutmix } from './mixers/cutmix.js'
import { kerasCutmix, kerasMixup } from './mixers/keras.js'
import { timm } from './mixers/timm.js'
import { torchvisionCutmix, torchvisionMixup } from './mixers/torchvision.js'

export const mixup = inDomain('image', anyMixup)
export const manifoldMixup = inDomain('image', anyManifoldMixup)
export { image } from './batch.js'
export type { ImageBatch, Images } from './batch.js'
export { centre, clippedBox } from './boxes.js'
export type { Centre } from './boxes.js'
export { cutmix, kerasCutmix, kerasMixup, timm, torchvisionCutmix, torchvisionMixup }

/** Everything this domain registers. */
export const imageDomain = definePlugin({
  name: 'image',
  domains: [image],
  mixers: [cutmix, kerasCutmix, kerasMixup, manifoldMixup, mixup, timm, torchvisionCutmix,
    torchvisionMixup]
})

defaultRegistry.load(imageDomain)
