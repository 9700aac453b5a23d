import { fmix as anyFmix, inDomain } from '../../../core/index.js'

/** FMix of images; its law is in `core/mixers/fmix.ts`. */
export const fmix = inDomain('image', anyFmix)
