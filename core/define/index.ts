export * from './mixer.js'
export * from './pairing.js'
export * from './schemas.js'
export { parseOptions } from './options.js'
