export { readNpy, type NpyArray, type NpyOptions } from './read.js'
export { writeNpy } from './write.js'
export type { NpyInput } from '../../../../core/npy/encode.js'
