export { mixup } from './mixup.js'
export { manifoldMixup } from './manifold-mixup.js'
export { fmix } from './fmix.js'
export { localMixup } from './local-mixup.js'
