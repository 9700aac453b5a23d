import * as tf from '@tensorflow/tfjs-core'
import type { Cases } from './face.js'

/** Tensor operations and backends. */

const rows = (): tf.Tensor2D => tf.ones([3, 4])
const images = (): tf.Tensor4D => tf.ones([2, 4, 5, 3])
const corners = { start: Int32Array.of(0, 0), end: Int32Array.of(2, 2) }
const bytes = (): unknown => ({ data: new Uint8Array(24), shape: [2, 2, 2, 3] })

export const tensorCases: Cases = {
  capabilities: { harmless: 'takes nothing' },
  isTensor: { harmless: 'tells whether something is a tensor, whatever it is' },
  useBackend: {
    args: () => ['cpu'],
    wrong: [
      [() => ['gpu'], 'BACKEND',
        'backend "gpu" is not registered with tfjs; import its package first'],
      [() => [7], 'OPTION', 'useBackend: "name" must be text, got 7']
    ]
  },
  checkTensor: {
    args: () => [rows(), 'test', 'x'],
    names: [1, 2],
    wrong: [[() => [5, 'test', 'x'], 'INPUT', 'test: "x" must be a tensor, got 5']]
  },
  checkRows: {
    args: () => [rows(), 'test', 2, true],
    names: [1, 2],
    wrong: [
      [() => [rows(), 'test', 3], 'INPUT',
        'test: "x" must have rank 3 or more, got float32 shape [3, 4]'],
      [() => [tf.ones([0, 4]), 'test', 2], 'EMPTY_BATCH',
        'test: "x" has no rows; a batch needs at least one']
    ]
  },
  takeRows: {
    args: () => [rows(), Int32Array.of(2, 0)],
    wrong: [[() => [rows(), Int32Array.of(3)], 'TENSOR', 'takeRows: "rows" must be 0 … 2, got 3']]
  },
  mixRows: {
    args: () => [[{ x: rows(), coefficient: 0.5 }]],
    wrong: [
      [() => [[]], 'TENSOR', 'mixRows: "terms" must be a list of at least one term, got []'],
      [() => [[{ x: rows(), coefficient: NaN }]], 'TENSOR',
        'mixRows: "terms[0].coefficient" must be finite, got NaN']
    ]
  },
  combineRows: {
    args: () => [rows(), { size: 3 }],
    wrong: [[() => [rows(), null], 'TENSOR',
      'combineRows: "combination" must be an object, got null']]
  },
  scatterAddRows: {
    args: () => [rows(), Int32Array.of(0, 1, 0), 2],
    wrong: [[() => [rows(), Int32Array.of(0, 1, 2), 2], 'TENSOR',
      'scatterAddRows: "index" must be 0 … 1, got 2']]
  },
  concatRagged: {
    args: () => [[{ values: rows(), ends: Int32Array.of(1, 3) }]],
    wrong: [
      [() => [[]], 'TENSOR', 'concatRagged: "parts" must be a list of at least one part, got []'],
      [() => [[{ values: rows(), ends: Int32Array.of(2) }]], 'TENSOR',
        'concatRagged: "parts[0].ends" must rise to 3, the number of rows, got an Int32Array of 1']
    ]
  },
  segmentSum: {
    args: () => [rows(), { ends: Int32Array.of(1, 3) }],
    wrong: [[() => [rows(), { ids: Int32Array.of(0, 1, 2), size: 2 }], 'TENSOR',
      'segmentSum: "segments.ids" must be 0 … 1, got 2']]
  },
  segmentMean: {
    args: () => [rows(), { ends: Int32Array.of(1, 3) }],
    wrong: [[() => [rows(), null], 'TENSOR',
      'segmentMean: "segments.size" must be a whole number of at least 1, got undefined']]
  },
  segmentMax: {
    args: () => [rows(), { ids: Int32Array.of(0, 1, 0), size: 2 }],
    wrong: [[() => [rows(), { ends: Int32Array.of(4) }], 'TENSOR',
      'segmentMax: "segments.ends" must rise to 3, the number of rows, got an Int32Array of 1']]
  },
  rowDots: {
    args: () => [rows(), rows(), {}],
    wrong: [[() => [rows(), tf.ones([3, 5])], 'TENSOR',
      'rowDots: "y" must hold rows of float32 shape [4], got float32 shape [3, 5]']]
  },
  rowProducts: {
    args: () => [rows(), rows()],
    wrong: [[() => [rows(), tf.ones([3, 5])], 'TENSOR',
      'rowProducts: "y" must hold rows of float32 shape [4], got float32 shape [3, 5]']]
  },
  pairwiseDistances: {
    args: () => [rows(), rows(), {}],
    wrong: [[() => [rows(), rows(), { squared: 1 }], 'TENSOR',
      'pairwiseDistances: "squared" must be true or false, got 1']]
  },
  slerpRows: {
    args: () => [rows(), rows(), 0.5],
    wrong: [[() => [rows(), rows(), 1.5], 'TENSOR',
      'slerpRows: "coefficient" must be 0 … 1, got 1.5']]
  },
  arcWeights: {
    args: () => [tf.ones([3]), 0.5],
    wrong: [[() => [rows(), 0.5], 'TENSOR',
      'arcWeights: "cosines" must have rank 1, got float32 shape [3, 4]']]
  },
  topK: {
    args: () => [rows(), 2],
    wrong: [[() => [rows(), 5], 'TENSOR', 'topK: "k" must be 1 … 4, got 5']]
  },
  takeColumns: {
    args: () => [rows(), tf.zeros([3, 2], 'int32')],
    wrong: [[() => [rows(), rows()], 'TENSOR',
      'takeColumns: "columns" must be int32 [3, k], got float32 shape [3, 4]']]
  },
  pickRows: {
    args: () => [rows(), tf.zeros([2], 'int32')],
    wrong: [[() => [rows(), tf.ones([2])], 'TENSOR',
      'pickRows: "rows" must be int32 [k], got float32 shape [2]']]
  },
  pairDots: {
    args: () => [rows(), tf.zeros([2], 'int32'), tf.ones([2], 'int32')],
    wrong: [[() => [rows(), tf.zeros([2], 'int32'), tf.ones([2])], 'TENSOR',
      'pairDots: "right" must be int32 [pairs], got float32 shape [2]']]
  },
  logSumExpRows: {
    args: () => [[rows(), rows()]],
    wrong: [[() => [[]], 'TENSOR',
      'logSumExpRows: "blocks" must be a list of at least one matrix, got []']]
  },
  normalizeRows: {
    args: () => [rows(), {}],
    wrong: [[() => [rows(), { epsilon: 0 }], 'TENSOR',
      'normalizeRows: "epsilon" must be positive, got 0']]
  },
  mixRowsInPlace: {
    args: () => [rows(), { rows: Int32Array.of(2, 0, 1), coefficient: 0.5 }],
    wrong: [[() => [rows(), { rows: Int32Array.of(2, 0, 0) }], 'TENSOR',
      'mixRowsInPlace: "rows" must name every row once, got an Int32Array of 3']]
  },
  layOver: {
    args: () => [images(), [{ source: images(), axes: 2, ...corners }]],
    wrong: [
      [() => [images(), []], 'TENSOR',
        'layOver: "layers" must be a list of at least one layer, got []'],
      [() => [images(), [null]], 'TENSOR', 'layOver: "layers[0]" must be an object, got null']
    ]
  },
  pasteBoxesInPlace: {
    args: () => [images(), { axes: 2, ...corners, rows: Int32Array.of(1, 0) }],
    wrong: [[() => [images(), { axes: 2, ...corners, rows: Int32Array.of(1, 1) }], 'TENSOR',
      'pasteBoxesInPlace: "rows" must name every row once, got an Int32Array of 2']]
  },
  pasteBoxes: {
    args: () => [images(), images(), { axes: 2, ...corners }],
    wrong: [[() =>
      [images(), images(), { axes: 2, ...corners, end: Int32Array.of(2, 9) }], 'TENSOR',
    'pasteBoxes: "end" must be 0 … 5 on axis 1, got 9']]
  },
  pasteResized: {
    args: () => [images(), images(), { ...corners, from: corners, resize: 'nearest' }],
    wrong: [[() => [images(), images(), { ...corners, from: corners, resize: 'cubic' }], 'TENSOR',
      'pasteResized: "resize" must be nearest, bilinear, bilinear-corners, got "cubic"']]
  },
  blendMask: {
    args: () => [images(), images(), { data: new Float32Array(20), shape: [1, 4, 5] }, {}],
    wrong: [[() => [images(), images(), { data: new Float32Array(9), shape: [1, 3, 3] }], 'TENSOR',
      'blendMask: "mask.shape" must have shape [2 or 1, 4, 5], got [1, 3, 3]']]
  },
  resizeBilinear: {
    args: () => [images(), [2, 2], {}],
    wrong: [[() => [images(), [2, 0]], 'TENSOR',
      'resizeBilinear: "size[1]" must be a whole number of at least 1, got 0']]
  },
  resizeNearest: {
    args: () => [images(), [2, 2]],
    wrong: [[() => [images(), 2], 'TENSOR', 'resizeNearest: "size" must be [height, width], got 2']]
  },
  normalizeBytes: {
    args: () => [bytes(), { mean: 0, std: 1, terms: [{}] }],
    wrong: [[() => [bytes(), { mean: 0, std: 0 }], 'TENSOR',
      'normalizeBytes: "std" must not be 0, got 0']]
  },
  stopGradient: {
    args: () => [rows()],
    wrong: [[() => [5], 'INPUT', 'noGrad: "inputs[0]" must be a tensor, got 5']]
  },
  noGrad: {
    args: () => [(x: tf.Tensor) => tf.square(x), rows()],
    wrong: [[() => [5, rows()], 'OPTION', 'noGrad: "f" must be a function, got 5']]
  },
  defineOperation: {
    args: () => [{ name: 'robustnessTest', compose: ([x]: tf.Tensor[]) => tf.neg(x) }],
    wrong: [
      [() => [{}], 'OPTION', 'defineOperation: "name" must be text, and not empty, got undefined'],
      [() => [{ name: 'robust' }], 'OPTION',
        'defineOperation "robust": "compose" must be a function, got undefined']
    ]
  },
  fuse: {
    args: () => [{ kernel: 'RemixtureRobustnessTest' }, 'a backend of this test', () => []],
    wrong: [[() => [takeNothing, 'cpu', takeNothing], 'OPTION',
      'fuse: "operation" must be made by defineOperation(), got a function']]
  }
}

function takeNothing (): void {
  // nothing
}
