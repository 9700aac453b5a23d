export { paintRows } from './dense.js'
export type { Brushes } from './dense.js'
export { paintHost } from './host.js'
