// One line a mixer: what stands here is exported, registered, and expected in the catalogue.
export { ada } from './ada.js'
export { localMixup, manifoldMixup, mixup, regMixup } from './mixup.js'
