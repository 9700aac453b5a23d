/**
 * Readers and writers: folders of images and of sounds, tables, and mixes of them on disk.
 *
 * @packageDocumentation
 */
export * from './images/index.js'
export * from './mix/index.js'
export * from './formats/index.js'
export * from './sounds/index.js'
export * from './tables/index.js'
export * from './clouds/index.js'
