import { fragments, representatives, takePoints, voxelKeys, voxelLabels, voxelize,
  voxelsOf } from '../../../domains/pointcloud/index.js'
import type { AnyCloud, Voxels } from '../../../domains/pointcloud/index.js'
import type { Adapter, Given, GivenArray, Outputs } from '../adapter.js'
import { entry, numbers } from '../given.js'
import { cloudFrom, fileColumn, fileCoordinates } from '../points/clouds.js'

/** Pointcept's voxels, for training and for tests, or MinkowskiEngine's. */
export const voxelizeAdapter: Adapter = (inputs, params, decisions) =>
  entry(params, 'grid_size') === undefined
    ? quantized(inputs, params)
    : gridSample(inputs, params, decisions)

/** `idx_sort` is the order in which the reference had the points of a voxel. */
function gridSample (inputs: Given, params: Given, decisions: Given): Outputs {
  const cloud = cloudFrom(inputs, 'coord', {
    color: 'color', segment: 'segment', instance: 'instance', normal: 'normal'
  })
  const [size] = numbers(params, 'grid_size')
  const order = params.hash_type === 'fnv' ? 'fnv' : 'ravel'
  const sorted = Int32Array.from(numbers(decisions, 'idx_sort'))
  const voxels = voxelsOf(takePoints(cloud, sorted).coordinates, { size, from: 'least', order })
  const inverse = new Int32Array(sorted.length)
  sorted.forEach((point, k) => { inverse[point] = voxels.inverse[k] })
  const report = (chosen: Int32Array): Outputs =>
    sampleOf(cloud, chosen.map(k => sorted[k]), voxels, inverse, size)
  if (params.mode === 'test') {
    return { outputs: Array.from(fragments(voxels), chosen =>
      ({ ...report(chosen), index: chosen.map(k => sorted[k]) })) }
  }
  const draws = numbers(decisions, 'randint')
  return report(representatives(voxels, (voxel, count) => draws[voxel] % count))
}

function sampleOf (
  cloud: AnyCloud, chosen: Int32Array, { cells, least }: Voxels, inverse: Int32Array, size: number
): Outputs {
  const taken = takePoints(cloud, chosen)
  const shape = [chosen.length, 3]
  return {
    coord: fileCoordinates(taken),
    ...Object.fromEntries(Object.keys(taken.columns).map(name => [name, fileColumn(taken, name)])),
    inverse,
    grid_coord: { shape, data: Array.from(cells) },
    min_coord: { shape: [1, 3], data: least.map(cell => cell * size) },
    displacement: {
      shape,
      data: Array.from(taken.coordinates, (value, k) =>
        value / size - least[k % 3] - cells[k] - 0.5)
    }
  }
}

function quantized (inputs: Given, params: Given): Outputs {
  const cloud = cloudFrom(inputs, 'coords', { feats: 'feats', segment: 'labels' })
  const [size, ignore] = ['voxel_size', 'ignore_label'].map(name => numbers(params, name)[0])
  const { cloud: first, voxels } = voxelize(cloud, { size })
  const ids = cloud.columns.segment.data as Int32Array
  const mean = voxelize(cloud, { size, take: 'mean' }).cloud
  return {
    discrete_all: cellsOfPoints(voxels, voxels.inverse),
    unique_map: voxels.first,
    inverse_map: voxels.inverse,
    voxel_coords: { shape: [voxels.first.length, 3], data: Array.from(voxels.cells) },
    voxel_feats_first: fileColumn(first, 'feats'),
    labels_first: voxelLabels(ids, voxels, 'first', ignore),
    labels_conflict_ignore: voxelLabels(ids, voxels, 'conflict', ignore),
    labels_me054_literal: voxelLabels(ids, voxels, 'minkowski-0.5.4', ignore),
    labels_majority_min_tie: voxelLabels(ids, voxels, 'majority', ignore),
    feats_mean: fileColumn(mean, 'feats'),
    coords_mean: fileCoordinates(mean),
    counts: voxels.counts
  }
}

/** The voxels of mmdetection3d's MinkUNet and of torchsparse. */
export const voxelizeRavelRound: Adapter = (inputs, params) => {
  const cloud = cloudFrom(inputs, 'coords', { segment: 'labels' })
  const [size] = numbers(params, 'voxel_size')
  const { cloud: first, voxels } =
    voxelize(cloud, { size, rounding: 'round', from: 'least', order: 'ravel' })
  const all = cellsOfPoints(voxels, voxels.inverse)
  return {
    voxel_all: all,
    key: { shape: [all.shape[0]],
      data: Array.from(voxelKeys(Int32Array.from(all.data), 'ravel'), Number) },
    indices: voxels.first,
    inverse: voxels.inverse,
    voxel_coords: { shape: [voxels.first.length, 3], data: Array.from(voxels.cells) },
    voxel_labels: fileColumn(first, 'segment')
  }
}

/** The cell of every point. */
function cellsOfPoints ({ cells }: Voxels, inverse: Int32Array): GivenArray {
  return { shape: [inverse.length, 3], data: Array.from(inverse, voxel =>
    [...cells.subarray(3 * voxel, 3 * voxel + 3)]).flat() }
}
