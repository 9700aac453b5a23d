import { fmix as anyFmix, inDomain, manifoldMixup as anyManifoldMixup,
  mixup as anyMixup } from '../../../core/index.js'

/** Mixup of waveforms; its law is in `core/mixers/mixup.ts`. */
export const mixup = inDomain('audio', anyMixup)
/** Manifold mixup of sounds; its law is in `core/mixers/manifold-mixup.ts`. */
export const manifoldMixup = inDomain('audio', anyManifoldMixup)
/** FMix of spectrograms; its law is in `core/mixers/fmix.ts`. */
export const fmix = inDomain('spectrogram', anyFmix)
