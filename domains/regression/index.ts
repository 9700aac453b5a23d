/**
 * Regression: tables, series and any other rows with real targets, and the mixers for them.
 *
 * @packageDocumentation
 */
import { registered } from '#registered/regression'
import { defaultRegistry } from '../../core/index.js'

export { regression } from './batch.js'
export type { RealTargets, RegressionBatch, Rows } from './batch.js'
export { clusterAnchors } from './anchors.js'
export type { AnchorOptions, HostRows } from './anchors.js'
export { categorical } from './categorical.js'
export type { Block, Categories } from './categorical.js'
export { channelScale, minMaxScale, standardScale } from './scale/columns.js'
export { scaleOf } from './scale/scale.js'
export type { Scale, ScaleNumbers } from './scale/scale.js'
export { whiteningScale } from './scale/whitening.js'
export { dataSet } from './table/data-set.js'
export type { DataSet, DataSetBatch, DataSetRows, HostReal } from './table/data-set.js'
export type { CellColumn, Cells } from './table/cells.js'
export type { FeatureColumn } from './table/layout.js'
export type { Coding, Missing, TableOptions } from './table/options.js'
export { tableOf } from './table/table.js'
export type { Table } from './table/table.js'
export { adaGammas } from './mixers/ada.js'
export type { Anchors } from './mixers/ada.js'
export * from './mixers/index.js'

export { regressionDomain } from './plugin.js'

defaultRegistry.load(registered)
