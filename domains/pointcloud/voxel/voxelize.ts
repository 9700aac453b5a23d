import * as z from 'zod/mini'
import { option, positive } from '../../../core/index.js'
import { parseOptions } from '../../../core/define/options.js'
import { checkCloud } from '../check-clouds.js'
import { checkFunction, checkVoxels } from '../check-points.js'
import type { AnyCloud, ColumnData } from '../cloud.js'
import { mapColumns, takePoints } from '../points.js'
import type { VoxelGrid, Voxels } from './cells.js'
import { voxelsOf } from './cells.js'
import { gathering } from './gathering.js'
import type { LabelLaw } from './labels.js'
import { pointsOfVoxels, voxelLabels } from './labels.js'

/** What becomes of the points of a voxel. */
export interface VoxelOptions extends VoxelGrid {
  /**
   * Its first point stands for it (the default), or the one that `choose` says, or the mean or the
   * greatest of its numbers, coordinates too.
   */
  readonly take?: 'first' | 'chosen' | 'mean' | 'greatest'
  /** Which of the points of a voxel stands for it, from 0 to below their number. */
  readonly choose?: (voxel: number, count: number) => number
  /** Which id it gets in columns of ids; that of the point that stands for it by default. */
  readonly labels?: LabelLaw
  /** The id of a voxel whose points do not agree; 255. */
  readonly ignore?: number
  /** The columns of ids, which are never averaged: `segment` and `instance`. */
  readonly ids?: readonly string[]
}

/** The schema of these options. */
export const voxelSchema = z.object({
  size: positive,
  rounding: option(z.enum(['floor', 'round'])).default('floor'),
  from: option(z.enum(['origin', 'least'])).default('origin'),
  order: option(z.enum(['first', 'ravel', 'fnv'])).default('first'),
  take: option(z.enum(['first', 'chosen', 'mean', 'greatest'])).default('first'),
  choose: z.optional(z.custom<NonNullable<VoxelOptions['choose']>>(
    value => typeof value === 'function', 'must be a function')),
  labels: z.optional(z.enum(['first', 'conflict', 'minkowski-0.5.4', 'majority'])),
  ignore: option(z.int()).default(255),
  ids: option(z.array(z.string())).default(['segment', 'instance'])
})

/**
 * A cloud with one point a voxel.
 *
 * Points that are no finite numbers are in no voxel. A mean of whole numbers is rounded.
 *
 * @returns the cloud of voxels, and which voxel every point is in, to carry predictions back
 * @throws OPTION, UNKNOWN_OPTION, INPUT
 */
export function voxelize (
  cloud: AnyCloud, options: VoxelOptions
): { readonly cloud: AnyCloud, readonly voxels: Voxels } {
  checkCloud(cloud, 'voxelize')
  const { take, choose, labels, ignore, ids, ...grid } =
    parseOptions('voxelize', voxelSchema, options)
  const voxels = voxelsOf(cloud.coordinates, grid)
  const taken = takePoints(cloud,
    take === 'chosen' ? representatives(voxels, choose ?? (() => 0)) : voxels.first)
  const merge = <Data extends ColumnData>(data: Data, width: number): Data => {
    const gathered = gathering(take as 'mean', data, width)
    gathered.add(data, voxels.inverse, voxels.counts.length)
    return gathered.result(voxels.counts)
  }
  const merged = take === 'first' || take === 'chosen' ? taken : {
    ...taken,
    coordinates: merge(cloud.coordinates, 3),
    columns: mapColumns(cloud.columns, ({ data, width }, name) => ids.includes(name)
      ? taken.columns[name]
      : { data: merge(data, width), width })
  }
  if (labels === undefined) return { cloud: merged, voxels }
  const columns = mapColumns(merged.columns, ({ data, width }, name) =>
    ids.includes(name) && width === 1
      ? { data: voxelLabels(cloud.columns[name].data, voxels, labels, ignore), width }
      : { data, width })
  return { cloud: { ...merged, columns }, voxels }
}

/**
 * A point for every voxel.
 *
 * @param choose - which of its points, from 0 to below their number
 * @throws INPUT, OPTION for what are no voxels, and no function
 */
export function representatives (
  voxels: Voxels, choose: (voxel: number, count: number) => number
): Int32Array {
  checkVoxels(voxels, 'representatives')
  checkFunction(choose, 'representatives', 'choose')
  const { inverse, counts } = voxels
  const { starts, points } = pointsOfVoxels(inverse, counts)
  return counts.map((count, voxel) => points[starts[voxel] + choose(voxel, count)])
}

/**
 * Pointcept's fragments for testing: as many as the fullest voxel has points, each with a point of
 * every voxel, so that all points are in one at least.
 *
 * @throws INPUT for what are no voxels
 */
export function fragments (voxels: Voxels): Generator<Int32Array> {
  checkVoxels(voxels, 'fragments')
  return inTurn(voxels)
}

function * inTurn (voxels: Voxels): Generator<Int32Array> {
  const most = voxels.counts.reduce((largest, count) => Math.max(largest, count), 0)
  for (let k = 0; k < most; k++) yield representatives(voxels, (_, count) => k % count)
}
