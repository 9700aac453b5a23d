import { fail } from '../../../core/errors.js'
import type { Cloud } from '../../../domains/pointcloud/index.js'
import { concatClouds, voxelize, voxelizer } from '../../../domains/pointcloud/index.js'
import type { StreamedVoxels, VoxelOptions } from '../../../domains/pointcloud/index.js'
import type { Outcome, Session } from '../session.js'
import { convert } from './convert.js'
import type { Change, ConvertFlags } from './convert.js'

const WHO = 'remixture voxelize'

export interface VoxelFlags extends ConvertFlags {
  readonly size: string
  readonly take?: string
  readonly law?: string
  readonly rounding?: string
}

/** Writes a file of points, or those of a folder, with one point a voxel. */
export async function voxelizeCommand (
  session: Session, source: string, out: string, flags: VoxelFlags
): Outcome {
  const { size, take, law, rounding } = flags
  const edge = Number(size)
  if (!(edge > 0)) throw fail('OPTION', WHO, 'size', 'must be a number above 0', size)
  const options = {
    size: edge,
    ...take !== undefined && { take },
    ...law !== undefined && { labels: law },
    ...rounding !== undefined && { rounding }
  } as VoxelOptions
  await convert(session, source, out, flags, WHO, async blocks => await voxels(blocks, options))
}

/** The slip of a release needs all points at once; all else holds the voxels alone. */
async function voxels (
  blocks: Parameters<Change>[0], options: VoxelOptions
): Promise<Cloud> {
  if (options.labels === 'minkowski-0.5.4') {
    const all: Cloud[] = []
    for await (const block of blocks) all.push(block)
    return voxelize(concatClouds(all), options).cloud as Cloud
  }
  const made = voxelizer(options as StreamedVoxels)
  for await (const block of blocks) made.add(block)
  return made.cloud()
}
