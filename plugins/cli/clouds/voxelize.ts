import { fail } from '../../../core/errors.js'
import type { Cloud } from '../../../domains/pointcloud/index.js'
import { voxelize } from '../../../domains/pointcloud/index.js'
import type { VoxelOptions } from '../../../domains/pointcloud/index.js'
import type { Outcome, Session } from '../session.js'
import { convert } from './convert.js'
import type { ConvertFlags } from './convert.js'

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
  await convert(session, source, out, flags, WHO, cloud => voxelize(cloud, options).cloud as Cloud)
}
