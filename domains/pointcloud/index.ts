/**
 * Clouds of points: what they are, how they are painted, and the mixers for them.
 *
 * @packageDocumentation
 */
import { registered } from '#registered/pointcloud'
import { defaultRegistry } from '../../core/index.js'

export { pointcloud } from './batch.js'
export type { CloudBatch, CloudLabels, Clouds } from './batch.js'
export type { Boxes3 } from './boxes/target.js'
export { classIds, semanticKittiNames } from './class-names.js'
export type { ClassNames } from './class-names.js'
export type { AnyCloud, Cloud, Column, ColumnData, Provenance } from './cloud.js'
export { concatClouds } from './concat.js'
export * from './formats/index.js'
export * from './mixers/index.js'
export { hostCoordinates } from './mixers/geometry.js'
export type { PointSaliency } from './mixers/sagemix.js'
export { nearestPoints } from './nearest/nearest.js'
export { neighbours } from './nearest/neighbours.js'
export type { Neighbours } from './nearest/neighbours.js'
export { boundsOf, countOf, dropNonFinite, meanOf, takePoints } from './points.js'
export { displaced, elasticDistortion, noiseGrid, smoothNoise } from './scene/elastic.js'
export type { Elastic, NoiseGrid } from './scene/elastic.js'
export { turn } from './steps/turn.js'
export { symmetryAngle } from './symmetry.js'
export type { Symmetry } from './symmetry.js'
export { matchPoints } from './assign/match.js'
export type { Match, MatchOptions } from './assign/match.js'
export { fromPadded, fromPointcept, mergedOffsets, toPadded, toPointcept } from './convert.js'
export type { Pointcept } from './convert.js'
export { voxelsOf } from './voxel/cells.js'
export type { VoxelGrid, Voxels } from './voxel/cells.js'
export { voxelLabels } from './voxel/labels.js'
export type { LabelLaw } from './voxel/labels.js'
export { voxelKeys } from './voxel/order.js'
export { fragments, representatives, voxelize } from './voxel/voxelize.js'
export type { VoxelOptions } from './voxel/voxelize.js'
export { voxelizer } from './voxel/voxelizer.js'
export type { StreamedVoxels, Voxelizer } from './voxel/voxelizer.js'
export { pointcloudDomain } from './plugin.js'

defaultRegistry.load(registered)
