/**
 * remixture: mixed-sample augmentation. A mixer plans, an adapter paints, targets follow.
 *
 * @packageDocumentation
 */
export type * from './contract/index.js'
export { RemixtureError } from './errors.js'
export type { ErrorCode } from './errors.js'
export * from './define/index.js'
export * from './pairing/index.js'
export * from './mixers/index.js'
export * from './compose/index.js'
export { assign, assignPoints } from './math/assignment/assign.js'
export type { Assignment, HostPoints, PointOptions } from './math/assignment/assign.js'
export { suggestBandwidth } from './math/statistics/bandwidth.js'
export type { BandwidthOptions, BandwidthSuggestion } from './math/statistics/bandwidth.js'
export { kernelDensity } from './math/statistics/kernel-density.js'
export { kMeans } from './math/statistics/k-means.js'
export type { ClusterOptions, Clusters } from './math/statistics/k-means.js'
export type { GivenPoints } from './math/statistics/points.js'
export { arc, isIdentity, numbers, over, own, pieces, rows, sum, times,
  union } from './plan/layers.js'
export type { Columns, Piece } from './plan/layers.js'
export { boxes } from './plan/boxes.js'
export type { Box, Span } from './plan/boxes.js'
export { targetWeights, visibleShares } from './plan/visible.js'
export * from './plan/index.js'
export * from './paint/index.js'
export * from './targets/index.js'
export { Rng, live, replay, scripted, streamed } from './random/index.js'
export type { Chapter, Recorded, Script, Scripted, ScriptRecorder,
  Streams } from './random/index.js'
export { definePlugin, factoryOf, inject, mixer, token } from './registry/index.js'
export type { Filter, GivenOptions, Kind, Listed, Parts } from './registry/index.js'
export * from './run/index.js'
export * from './tensor/index.js'
