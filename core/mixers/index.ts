export { mixup } from './mixup.js'
export { manifoldMixup } from './manifold-mixup.js'
export { regMixup, regMixupLoss } from './reg-mixup.js'
export { localMixup } from './local-mixup.js'
