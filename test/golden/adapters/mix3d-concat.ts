import { scripted } from '../../../core/index.js'
import { mix3d, voxelize } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import { createMixer, parse, stringify } from '../../../core/index.js'
import type { Adapter, Given, GivenArray } from '../adapter.js'
import { array, entry, numbers } from '../given.js'
import { columnOf, fileColumn, reals } from '../points/clouds.js'

/** Mix3D's collate function, and the voxels that follow it. */
export const mix3dConcat: Adapter = (inputs, params, decisions) => {
  const flag = (name: string): boolean => entry<boolean>(params, name) ?? false
  const [size, ignore] = ['voxel_size', 'ignore_label'].map(name => numbers(params, name)[0])
  const probability = numbers(params, 'proba')[0] ?? 1
  const [u] = numbers(decisions, 'proba_draws')
  const far = (entry<GivenArray[]>(decisions, 'place_far_uniform') ?? [])
    .flatMap(({ data }) => [...data])
  const mixer = mix3d({
    scenes: numbers(params, 'scenes')[0] ?? 2, probability, ignore, ids: 'keep',
    crops: flag('very_small_crops') ? 'very-small' : flag('small_crops') ? 'small' : 'none',
    instances: flag('batch_instance'), noise: flag('make_one_pc_noise'),
    place: flag('place_nearby') ? 'nearby' : flag('place_far') ? 'far' : 'origin'
  })
  const x = (inputs.list as Given[]).map(cloud)
  const mix = createMixer(mixer)
  const training = String(params.mode).includes('train')
  const draws = scripted({
    ...u !== undefined && !flag('make_one_pc_noise') && { mix: Number(u < probability) },
    ...far.length > 0 && { far }
  })
  const plan = parse(stringify(mix.plan({ x }, { training, draws })))
  const mixed = mix.apply({ x }, plan).x
  const made = mixed.map(each => voxelize(each, { size }))
  const voxels = made.map(({ cloud: { coordinates } }) => coordinates.length / 3)
  const total = voxels.reduce((sum, count) => sum + count, 0)
  const width = mixed[0].columns.feats.width
  return {
    voxel_coords_b_xyz: {
      shape: [total, 4],
      data: made.flatMap(({ voxels: { cells } }, b) =>
        Array.from({ length: cells.length / 3 }, (_, k) =>
          [b, ...cells.subarray(3 * k, 3 * k + 3)]).flat())
    },
    voxel_feats: {
      shape: [total, width],
      data: made.flatMap(each => [...fileColumn(each.cloud, 'feats').data])
    },
    voxel_labels: stacked(made.map(each => labelsOf(each.cloud, params))),
    original_labels: mixed.map(each => labelsOf(each, params)),
    inverse_maps: made.map(({ voxels: { inverse } }) =>
      ({ shape: [inverse.length], data: Array.from(inverse) }))
  }
}

/** In the form they were given in, but for classes alone where instances are scenes. */
function labelsOf (each: AnyCloud, params: Given): GivenArray {
  const segment = fileColumn(each, 'segment')
  if (!('instance' in each.columns) || params.batch_instance === true) return segment
  const instance = fileColumn(each, 'instance')
  return { shape: [...segment.shape, 2],
    data: segment.data.flatMap((id, k) => [id, instance.data[k]]) }
}

/** Rows of all, one after the other. */
function stacked (all: readonly GivenArray[]): GivenArray {
  const rows = all.reduce((sum, { shape }) => sum + shape[0], 0)
  return { shape: [rows, ...all[0].shape.slice(1)], data: all.flatMap(({ data }) => [...data]) }
}

/** Labels are classes, or classes and instances side by side. */
function cloud (given: Given): AnyCloud {
  const labels = array(given, 'labels')
  const width = labels.shape[1] ?? 1
  const ids = (column: number): Int32Array =>
    Int32Array.from(labels.data.filter((_, k) => k % width === column))
  return {
    coordinates: reals(array(given, 'coords')),
    columns: {
      feats: columnOf(array(given, 'feats')),
      segment: { data: ids(0), width: 1 },
      ...width > 1 && { instance: { data: ids(1), width: 1 } }
    }
  }
}
