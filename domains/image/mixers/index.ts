// One line a mixer: what stands here is exported, registered, and expected in the catalogue.
export { cutmix } from './cutmix.js'
export { fmix } from './fmix.js'
export { kerasCutmix, kerasMixup } from './keras.js'
export { manifoldMixup, mixup } from './mixup.js'
export { timm } from './timm.js'
export { torchvisionCutmix, torchvisionMixup } from './torchvision.js'
