import { inDomain, manifoldMixup as anyManifoldMixup,
  mixup as anyMixup } from '../../../core/index.js'

/** Mixup of images; its law is in `core/mixers/mixup.ts`. */
export const mixup = inDomain('image', anyMixup)
/** Manifold mixup of images; its law is in `core/mixers/manifold-mixup.ts`. */
export const manifoldMixup = inDomain('image', anyManifoldMixup)
