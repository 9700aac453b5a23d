// Fused kernels of the operations on tfjs' wasm backend: importing them registers them.
import './blend-mask.js'
import './combine-rows.js'
import './in-place.js'
import './mix-rows.js'
import './normalize-bytes.js'
import './on-host.js'
import './paste-boxes.js'
import './paste-resized.js'
import './row-dots.js'
import './segment-sum.js'
import './slerp-rows.js'

export { prepareModules } from './module.js'
