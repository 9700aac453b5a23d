export { mixup } from './mixup.js'
export { manifoldMixup } from './manifold-mixup.js'
export { localMixup } from './local-mixup.js'
