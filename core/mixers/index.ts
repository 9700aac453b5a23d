export { mixup } from './mixup.js'
export { manifoldMixup } from './manifold-mixup.js'
