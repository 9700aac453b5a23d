export { readNpz, type NpzOptions } from './read.js'
export { writeNpz, type NpzWriteOptions } from './write.js'
