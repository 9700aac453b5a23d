export { readTar, type TarOptions, type TarSample } from './read.js'
export { writeTar, type TarSampleInput, type TarWriteOptions } from './write.js'
export { decodePart } from './part.js'
export { shards } from './shards.js'
