import * as z from 'zod/mini'
import { stream } from '../../../core/random/index.js'
import type { Seed } from '../../../core/index.js'
import { seed } from '../../../core/plan/rules.js'
import { withColumn } from '../points.js'
import { voxelsOf } from '../voxel/cells.js'
import type { Voxels } from '../voxel/cells.js'
import { voxelLabels } from '../voxel/labels.js'
import type { LabelLaw } from '../voxel/labels.js'
import { representatives } from '../voxel/voxelize.js'
import type { CloudStep, Seen } from './step.js'
import { pick } from './step.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * One point a voxel, which keeps all it has: its first, or a random one. `pointcept` draws one
     * number below the size of the fullest voxel for each, and takes what is left of it by its own
     * size, so that some points come more often than others. `labels` says which class it gets.
     */
    'voxel-points': {
      readonly size: number
      readonly take?: 'first' | 'random' | 'pointcept'
      readonly seed?: Seed
      readonly labels?: LabelLaw
      readonly ignore?: number
    }
  }
}

/** Steps that know voxels. */
export const voxel: Readonly<Record<string, CloudStep>> = {
  'voxel-points': {
    parameters: z.strictObject({
      size: z.number().check(z.gt(0)),
      take: z._default(z.enum(['first', 'random', 'pointcept']), 'first'),
      seed: z.optional(seed),
      labels: z.optional(z.enum(['first', 'conflict', 'minkowski-0.5.4', 'majority'])),
      ignore: z._default(z.int(), 255)
    }),
    run: (seen, { size, take, seed: from = 0, labels, ignore }, piece) => {
      const voxels = voxelsOf(seen.cloud.coordinates, { size: size as number })
      const one = pick(seen, chosen(voxels, take as string, from as Seed, piece))
      if (labels === undefined) return one
      const named = withColumn(one.cloud, 'segment', ({ width }) => ({
        data: voxelLabels(seen.cloud.columns.segment.data, voxels, labels as LabelLaw,
          ignore as number),
        width
      }))
      return { ...one, cloud: named } satisfies Seen
    },
    onBox: box => box
  }
}

function chosen (voxels: Voxels, take: string, from: Seed, piece: number): Int32Array {
  if (take === 'first') return voxels.first
  const { int } = stream(from, piece, voxels.counts.length)
  if (take === 'random') return representatives(voxels, (_, count) => int(0, count))
  const most = voxels.counts.reduce((largest, count) => Math.max(largest, count), 0)
  return representatives(voxels, (_, count) => int(0, most) % count)
}
