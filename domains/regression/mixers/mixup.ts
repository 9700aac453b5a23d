import { inDomain, localMixup as anyLocalMixup, manifoldMixup as anyManifoldMixup,
  mixup as anyMixup, regMixup as anyRegMixup } from '../../../core/index.js'

/** Mixup of rows and their real targets; its law is in `core/mixers/mixup.ts`. */
export const mixup = inDomain('regression', anyMixup)
/** Manifold mixup of rows; its law is in `core/mixers/manifold-mixup.ts`. */
export const manifoldMixup = inDomain('regression', anyManifoldMixup)
/** RegMixup of rows; its law is in `core/mixers/reg-mixup.ts`. */
export const regMixup = inDomain('regression', anyRegMixup)
/** Local Mixup of rows; its law is in `core/mixers/local-mixup.ts`. */
export const localMixup = inDomain('regression', anyLocalMixup)
