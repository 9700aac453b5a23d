/**
 * Approximate neighbours of embeddings, for banks of a hundred thousand rows and more: an optional
 * peer, `usearch`, builds a graph of them on the CPU of Node.
 *
 * @packageDocumentation
 */
export { approximateNeighbours } from './approximate.js'
export type { ApproximateOptions } from './approximate.js'
