export { readNpy, type NpyArray, type NpyOptions } from './read.js'
export { writeNpy, type NpyInput } from './write.js'
