import { streamed } from '../../../core/index.js'
import { mix3d, toPointcept, voxelsOf } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter, Given } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { numbers } from '../given.js'
import { cloudFrom, fileColumn } from '../points/clouds.js'

/** Pointcept's collate function: Mix3D of a batch, laid point after point. */
export const pointceptMix3d: Adapter = (inputs, params, decisions) => {
  const x = (inputs.list as Given[]).map(given => cloudFrom(given, 'coord', {
    feat: 'feat', segment: 'segment', instance: 'instance', grid_coord: 'grid_coord',
    color: 'color', normal: 'normal'
  }))
  const { mixed } = carryOut({
    mixer: mix3d({ probability: numbers(params, 'mix_prob')[0], ids: 'pointcept' }),
    draws: streamed({ uniform: numbers(decisions, 'random') }),
    batch: { x }
  })
  const clouds = mixed.x as unknown as AnyCloud[]
  const all = toPointcept(clouds)
  const [grid] = numbers(params, 'grid_size')
  // Only of what is mixed are the cells found anew
  const stays = numbers(decisions, 'random')[0] >= numbers(params, 'mix_prob')[0]
  const cells = grid === undefined || stays ? undefined : clouds.flatMap(({ coordinates }) => {
    const { cells, inverse } = voxelsOf(coordinates, { size: grid, from: 'least' })
    return Array.from(inverse, voxel => [...cells.subarray(3 * voxel, 3 * voxel + 3)]).flat()
  })
  const points = all.coord.length / 3
  return {
    coord: { shape: [points, 3], data: Array.from(all.coord) },
    ...Object.fromEntries(Object.keys(all.columns).map(name =>
      [name, fileColumn({ coordinates: all.coord, columns: all.columns }, name)])),
    ...cells && { grid_coord: { shape: [points, 3], data: cells } },
    ...grid !== undefined && {
      grid_size: (inputs.list as Given[]).flatMap(given => numbers(given, 'grid_size'))
    },
    offset: all.offset
  }
}
