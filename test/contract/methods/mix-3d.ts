import * as z from 'zod'
import type { Layer } from '../../../core/index.js'
import {
  count, defineMixer, positive, probability, rows, times, union
} from '../../../core/index.js'
import { unpainted } from '../method.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** One point of every cell of this size, the first. */
    voxelize: { readonly size: number }
  }
}

/**
 * Mix3D: the union of the points of consecutive scenes. With `noise` there is an output for every
 * scene, in which the others are seen but carry no target.
 *
 * Nekrasov et al., 3DV 2021, arXiv:2110.02210; kumuji/mix3d@9015e13, `VoxelizeCollateMerge`. The
 * last group may lack scenes.
 */
export const mix3d = defineMixer({
  name: 'mix-3d',
  domain: 'pointcloud',
  paper: 'arXiv:2110.02210',
  options: z.object({
    scenes: count.default(2),
    probability: probability.default(1),
    noise: z.boolean().default(false),
    voxel: positive.default(0.05)
  }),

  plan ({ size }, { scenes, probability, noise, voxel }, draw) {
    const group = noise || draw.chance('mix', probability) ? scenes : 1
    const outputs = noise ? size : Math.ceil(size / group)
    const member = (output: number, k: number) =>
      (noise ? Math.floor(output / group) : output) * group + k
    const layers = times(group, (k): Layer => {
      const there = times(outputs, output => output).filter(output => member(output, k) < size)
      return union({ rows: rows(there.length, i => member(there[i], k)) }, {
        outputs: Int32Array.from(there),
        weight: noise ? Float64Array.from(there, output => Number(output % group === k)) : 1
      })
    })
    return { size: outputs, layers, targets: 'union', after: [{ step: 'voxelize', size: voxel }] }
  }
})

export const steps = { voxelize: unpainted(z.object({ size: positive })) }
