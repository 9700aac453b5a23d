/** Mixers of whole rows: `createMixer(iMix(), { domain: 'image' })` mixes images. */
export { iMix } from './i-mix.js'
export { metrixMix } from './metrix.js'
export { mixCo } from './mix-co.js'
export { mixGen } from './mix-gen.js'
export { unMix } from './un-mix.js'
