import * as tf from '@tensorflow/tfjs-core'
import { noiseGrid, toPadded, voxelsOf } from '../../../domains/pointcloud/index.js'
import type { AnyCloud, Pointcept, Voxels } from '../../../domains/pointcloud/index.js'
import type { Cases } from './face.js'

/** What the domain of clouds exports beside its mixers and its readers of files. */

const points = (): Float32Array => Float32Array.of(0, 0, 0, 1, 2, 3)
const cloud = (): AnyCloud =>
  ({ coordinates: points(), columns: { segment: { data: Int32Array.of(1, 2), width: 1 } } })
const odd = (): AnyCloud => ({ coordinates: new Float32Array(4), columns: {} })
const voxels = (): Voxels => voxelsOf(points(), { size: 1 })
const batch = (offset: number): Pointcept => {
  const { coordinates: coord, columns } = cloud()
  return { coord, columns, offset: Int32Array.of(offset) }
}
const noise = (): Float32Array => new Float32Array(81)
const padded = () => toPadded([cloud()], ['segment'])
const elastic = { granularity: 4, magnitude: 1 }

const real = 'must be a Float32Array or Float64Array of three numbers a point'
const four = 'a Float32Array of 4'
const listed = 'must be a list of three numbers a point'
const whole = 'must be an Int32Array'
const given = 'must be voxels, as voxelsOf gives them'
const none = 'an object with no keys'

export const cloudCases: Cases = {
  boundsOf: {
    args: () => [points()],
    wrong: [[() => [new Float32Array(4)], 'INPUT',
      `boundsOf: "coordinates" ${listed}, got ${four}`]]
  },
  classIds: {
    args: () => [['car', 3], { car: [1, 2] }, 'who', 'instances'],
    names: [2, 3],
    wrong: [
      [() => [['bus'], { car: 1 }, 'who', 'instances'], 'OPTION',
        'who: "instances" must be ids, or of car, got "bus"'],
      [() => [5, { car: 1 }, 'who', 'instances'], 'OPTION',
        'who: "instances" must be a list of names and ids, got 5'],
      [() => [['bus'], 5, 'who', 'instances'], 'OPTION',
        'who: "names" must be an object of ids by name, got 5']
    ]
  },
  concatClouds: {
    args: () => [[cloud(), cloud()], 'who'],
    names: [1],
    wrong: [
      [() => [[]], 'EMPTY_BATCH', 'concatClouds: "clouds" has no rows; a batch needs at least one'],
      [() => [[odd()]], 'INPUT', `concatClouds: "clouds[0].coordinates" ${real}, got ${four}`]
    ]
  },
  countOf: {
    args: () => [cloud()],
    wrong: [[() => [odd()], 'INPUT', `countOf: "coordinates" ${listed}, got ${four}`]]
  },
  displaced: {
    args: () => [points(), noise(), noiseGrid(points(), 4), elastic],
    wrong: [
      [() => [points(), new Float32Array(4), noiseGrid(points(), 4), elastic], 'INPUT',
        'displaced: "noise" must be a list of 81 numbers, got ' + four],
      [() => [points(), noise(), noiseGrid(points(), 4), { granularity: 4 }], 'OPTION',
        'displaced: "magnitude" must be a finite number, got undefined']
    ]
  },
  dropNonFinite: {
    args: () => [cloud()],
    wrong: [[() => [odd()], 'INPUT', `dropNonFinite: "cloud.coordinates" ${real}, got ${four}`]]
  },
  elasticDistortion: {
    args: () => [points(), elastic, () => 0],
    wrong: [
      [() => [new Float32Array(4), elastic, () => 0], 'INPUT',
        `elastic distortion: "coordinates" ${real}, got ${four}`],
      [() => [points(), elastic, 5], 'OPTION',
        'elastic distortion: "noise" must be a function, got 5']
    ]
  },
  fragments: {
    args: () => [voxels()],
    wrong: [[() => [{}], 'INPUT', `fragments: "voxels" ${given}, got ${none}`]]
  },
  fromPointcept: {
    args: () => [batch(2)],
    wrong: [
      [() => [{ ...batch(2), offset: 5 }], 'INPUT', `fromPointcept: "offset" ${whole}, got 5`],
      [() => [{ ...batch(2), coord: new Float32Array(4) }], 'INPUT',
        `fromPointcept: "batch.coordinates" ${real}, got ${four}`]
    ]
  },
  hostCoordinates: {
    args: () => [{ x: tf.zeros([1, 2, 3]) }],
    wrong: [[() => [{ x: 5 }], 'INPUT',
      'hostCoordinates: "x" must be a tensor [rows, points, 3], got 5']]
  },
  matchPoints: {
    args: () => [points(), points()],
    wrong: [[() => [points(), 5], 'INPUT', 'matchPoints: "b" must be a Float32Array or ' +
      'Float64Array of three finite numbers a point, got 5']]
  },
  fromPadded: {
    args: () => [padded(), cloud().columns],
    wrong: [
      [() => [padded(), {}], 'INPUT',
        'fromPadded: "padded" must be floats [rows, points, 3], got shape [1, 2, 4]'],
      [() => [{ ...padded(), lengths: Int32Array.of(5) }, cloud().columns], 'INPUT',
        'fromPadded: "lengths" must be 1 numbers of 0 … 2, got an Int32Array of 1']
    ]
  },
  meanOf: {
    args: () => [points()],
    wrong: [[() => [new Float32Array(4)], 'INPUT', `meanOf: "coordinates" ${listed}, got ${four}`]]
  },
  mergedOffsets: {
    args: () => [Int32Array.of(1, 2)],
    wrong: [[() => [5], 'INPUT', `mergedOffsets: "offset" ${whole}, got 5`]]
  },
  nearestPoints: {
    args: () => [points(), 1, 2],
    wrong: [
      [() => [points(), 2, 2], 'INPUT',
        'nearestPoints: "point" must be a whole number below 2, got 2'],
      [() => [points(), 1, -1], 'INPUT',
        'nearestPoints: "many" must be a whole number, 0 or more, got -1']
    ]
  },
  neighbours: {
    args: () => [points(), 'auto'],
    wrong: [
      [() => [points(), 'ball'], 'OPTION',
        'neighbours: "index" must be "auto" or "tree", got "ball"']
    ]
  },
  noiseGrid: {
    args: () => [points(), 4],
    wrong: [[() => [points(), 0], 'OPTION',
      'elastic distortion: "granularity" must be above 0, got 0']]
  },
  representatives: {
    args: () => [voxels(), () => 0],
    wrong: [
      [() => [{}, () => 0], 'INPUT', `representatives: "voxels" ${given}, got ${none}`],
      [() => [voxels(), 5], 'OPTION', 'representatives: "choose" must be a function, got 5']
    ]
  },
  smoothNoise: {
    args: () => [noise(), [3, 3, 3]],
    wrong: [[() => [noise(), [3, 3, 1]], 'INPUT', 'smoothNoise: "shape" must be three whole ' +
      'numbers of nodes, 2 or more, got [3, 3, 1]']]
  },
  symmetryAngle: {
    args: () => [points()],
    wrong: [[() => [5], 'INPUT', `symmetryAngle: "points" ${real}, got 5`]]
  },
  takePoints: {
    args: () => [cloud(), Int32Array.of(1, 0, 1)],
    wrong: [[() => [cloud(), 5], 'INPUT', 'takePoints: "index" must be an Int32Array of numbers ' +
      'from 0 to below 2, the number of points, got 5']]
  },
  toPadded: {
    args: () => [[cloud()], ['segment']],
    wrong: [[() => [[cloud()], 5], 'INPUT',
      'toPadded: "columns" must be a list of names, got 5']]
  },
  toPointcept: {
    args: () => [[cloud()], 0.5],
    wrong: [[() => [[cloud()], 0], 'OPTION',
      'toPointcept: "grid" must be a number above 0, got 0'], [() => [[odd()]], 'INPUT',
      `toPointcept: "clouds[0].coordinates" ${real}, got ${four}`]]
  },
  turn: {
    args: () => [points(), 'x', 1, [0, 0, 0]],
    wrong: [
      [() => [points(), 'w', 1, [0, 0, 0]], 'INPUT', 'turn: "axis" must be x, y or z, got "w"'],
      [() => [points(), 'x', 1, [0, 0]], 'INPUT',
        'turn: "center" must be three finite numbers, got [0, 0]']
    ]
  },
  voxelKeys: {
    args: () => [Int32Array.of(1, 2, 3), 'fnv'],
    wrong: [[() => [Int32Array.of(1, 2, 3), 'crc'], 'OPTION',
      'voxelKeys: "kind" must be "ravel" or "fnv", got "crc"']]
  },
  voxelLabels: {
    args: () => [Int32Array.of(1, 2), voxels(), 'majority', 255],
    wrong: [[() => [Int32Array.of(1, 2), voxels(), 'last', 255], 'OPTION', 'voxelLabels: "law" ' +
      'must be one of first, conflict, minkowski-0.5.4, majority, got "last"']]
  },
  voxelize: {
    args: () => [cloud(), { size: 1 }],
    wrong: [
      [() => [odd(), { size: 1 }], 'INPUT', `voxelize: "cloud.coordinates" ${real}, got ${four}`],
      [() => [cloud(), { size: 0 }], 'OPTION', 'voxelize: "size" must be greater than 0, got 0']
    ]
  },
  voxelizer: {
    args: () => [{ size: 1 }],
    wrong: [
      [() => [{ size: 0 }], 'OPTION', 'voxelizer: "size" must be greater than 0, got 0'],
      [() => [{ size: 1, take: 'chosen' }], 'OPTION',
        'voxelizer: "take" must be first, mean or greatest, got "chosen"']
    ]
  },
  voxelsOf: {
    args: () => [points(), { size: 1 }],
    wrong: [[() => [5, { size: 1 }], 'INPUT', `voxels: "coordinates" ${real}, got 5`]]
  }
}
