/**
 * Training on the wasm backend of tfjs.
 *
 * @packageDocumentation
 */
export { trainOnWasm } from './train-on-wasm.js'
export type { TrainOnWasm, TrainOnWasmOptions } from './train-on-wasm.js'
