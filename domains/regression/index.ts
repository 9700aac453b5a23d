/**
 * Regression: tables, series and any other rows with real targets, and the mixers for them.
 *
 * @packageDocumentation
 */
import { defaultRegistry, definePlugin } from '../../core/index.js'
import { regression } from './batch.js'
import * as mixers from './mixers/index.js'

export { regression } from './batch.js'
export type { RealTargets, RegressionBatch, Rows } from './batch.js'
export { categorical } from './categorical.js'
export type { Block, Categories } from './categorical.js'
export { adaGammas } from './mixers/ada.js'
export type { Anchors } from './mixers/ada.js'
export * from './mixers/index.js'

/** Everything this domain registers. */
export const regressionDomain = definePlugin({
  name: 'regression',
  domains: [regression],
  mixers: Object.values(mixers)
})

defaultRegistry.load(regressionDomain)
