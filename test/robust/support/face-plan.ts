import * as tf from '@tensorflow/tfjs-core'
import type { Layer, Plan } from '../../../core/index.js'
import { boxes, own, over } from '../../../core/index.js'
import type { Cases } from './face.js'

/** Plans, layers, painting and targets. */

export function planOf (layers: readonly Layer[], size = 2): Plan {
  return {
    mixer: 'test', version: 1, options: {}, draws: {}, size, axes: ['height', 'width'],
    frame: [4, 4], layers
  }
}

const swap = { pool: 'batch', rows: Int32Array.of(1, 0) }
export const half = (): Plan => planOf([own(), over(swap, { coefficient: 0.25 })])
const boxed = (): Plan =>
  planOf([own(), over(swap, { where: boxes([{ height: [0, 2], width: [1, 3] }]) })])
const rows = (): tf.Tensor => tf.ones([2, 4, 4, 1])
const logits = (): tf.Tensor2D => tf.ones([2, 3])
const indices = (): tf.Tensor => tf.tensor1d([0, 1], 'int32')
const host = (): unknown => ({ data: new Uint8Array(32), shape: [2, 4, 4, 1] })
const damaged = (): Plan => ({ ...half(), layers: 5 as never })
const rowLoss = (outputs: tf.Tensor): tf.Tensor => tf.sum(outputs, 1)

const noPlan =
  'plan: it must be a plan, got an object with mixer, version, options, draws, size, axes'
const source = 'makes data; what is wrong with it is found by check, as the case of check shows'

export const planCases: Cases = {
  own: { harmless: source },
  over: { harmless: source },
  sum: { harmless: source },
  union: { harmless: source },
  arc: { harmless: source },
  isIdentity: { harmless: 'tells whether something is such a list, whatever it is' },
  times: {
    args: () => [2, (i: number) => i],
    wrong: [
      [() => [-1, Number], 'OPTION', 'times: "count" must be a whole number of at least 0, got -1'],
      [() => [2, 7], 'OPTION', 'times: "make" must be a function, got 7']
    ]
  },
  numbers: {
    args: () => [2, (i: number) => i],
    wrong: [[() => [1.5, Number], 'OPTION',
      'numbers: "count" must be a whole number of at least 0, got 1.5']]
  },
  rows: {
    args: () => [2, (i: number) => i],
    wrong: [[() => [2, null], 'OPTION', 'rows: "make" must be a function, got null']]
  },
  pieces: {
    args: () => [2, (row: number) => [{ row }]],
    wrong: [
      [() => [2, () => 5], 'OPTION', 'pieces: "list(0)" must be a list of { row, … }, got 5'],
      [() => [2, () => [{ row: NaN }]], 'OPTION',
        'pieces: "list(0)" must be a list of { row, … }, got [an object with row]']
    ]
  },
  boxes: {
    args: () => [[{ height: [0, 1] }], [{ height: [0, 1] }], 'nearest'],
    wrong: [
      [() => [[]], 'OPTION', 'boxes: "list" must be a list of at least one box, got []'],
      [() => [[{ height: [0, NaN] }]], 'OPTION',
        'boxes: "list[0]" must be { height }, each [start, end] in whole cells, got an object ' +
          'with height'],
      [() => [[{ height: [0, 1] }, { width: [0, 1] }]], 'OPTION',
        'boxes: "list[1]" must be { height }, each [start, end] in whole cells, got an object ' +
          'with width']
    ]
  },
  check: {
    args: () => [half(), { pools: { batch: { size: 2 } } }],
    wrong: [
      [() => [damaged()], 'PLAN', 'plan: layers must be a list of layers, got 5'],
      [() => [planOf([over(null as never)])], 'PLAN',
        'plan: layers[0].source must be an object, got null'],
      [() => [planOf([own(5 as never)])], 'PLAN', 'plan: layers must be a list of layers, got [5]'],
      [() => [half(), { pools: { batch: { size: 1 } } }], 'PLAN',
        'plan: layers[0] must have a source, or at most 1 outputs, the rows of the batch, got 2']
    ]
  },
  stringify: {
    args: () => [half(), {}],
    wrong: [[() => [planOf([own(), over(swap, { coefficient: tf.scalar(0.5) } as never)])], 'PLAN',
      'plan: layers[1].coefficient holds a live tensor; freeze it first, got float32 shape []']]
  },
  toJson: {
    args: () => [half(), {}],
    wrong: [[() => [{ ...half(), version: 2 }], 'PLAN_VERSION',
      'plan: version must be 1, the newest this release reads, got 2']]
  },
  parse: {
    args: () => ['{}'.replace('{}', JSON.stringify({ ...half(), layers: [{}] })), {}],
    wrong: [
      [() => ['{'], 'PLAN', 'plan: text must be JSON, got "{"'],
      [() => [half()], 'PLAN',
        'plan: text must be text, got an object with mixer, version, options, draws, size, axes']
    ]
  },
  fromJson: {
    args: () => [{ ...half(), layers: [{}] }, {}],
    wrong: [[() => [{ ...half(), layers: [{}], extra: 1 }], 'PLAN',
      'plan: extra is no part of a plan, got 1']]
  },
  describe: { args: () => [half()], wrong: [[() => [damaged()], 'PLAN', noPlan]] },
  isData: { args: () => [half()], wrong: [[() => [damaged()], 'PLAN', noPlan]] },
  freeze: { args: () => [half()], wrong: [[() => [damaged()], 'PLAN', noPlan]] },
  undo: {
    args: () => [half()],
    wrong: [[() => [planOf([own()], 300)], 'PLAN',
      'plan: size must be at most 256 to be undone, got 300']]
  },
  visibleShares: { args: () => [boxed()], wrong: [[() => [damaged()], 'PLAN', noPlan]] },
  targetWeights: { args: () => [boxed()], wrong: [[() => [null], 'PLAN',
    'plan: it must be a plan, got null']] },
  targetTerms: { args: () => [boxed()], wrong: [[() => [{}], 'PLAN',
    'plan: it must be a plan, got an object with no keys']] },
  ruleTable: {
    args: () => [{}],
    wrong: [
      [() => [{ mine: 5 }], 'OPTION',
        'ruleTable: "mine" must be a rule: { gives, parameters, make }, got 5'],
      [() => [{ range: { make: Number } }], 'NAME_TAKEN',
        'rule "range" is already registered by "core"; choose another name']
    ]
  },
  mixFeatures: {
    args: () => [rows(), boxed(), {}],
    wrong: [
      [() => [tf.ones([2, 4]), boxed()], 'INPUT',
        'mixFeatures: "hidden" must have the axes height, width after its rows, got float32 ' +
          'shape [2, 4]'],
      [() => [rows(), planOf([over({ pool: 'attic' })])], 'POOL',
        'mixFeatures: needs the pool "attic"; known: batch'],
      [() => [tf.ones([1, 4, 4, 1]), half()], 'TENSOR',
        'mixRows: "terms[0].rows" must be 0 … 0, got 1']
    ]
  },
  paintRows: {
    args: () => [boxed(), { batch: rows() }, {}, 'test'],
    names: [3],
    wrong: [[() => [boxed(), {}, {}, 'test'], 'POOL',
      'test: needs the pool "batch"; none are known']]
  },
  paintHost: {
    args: () => [boxed(), { batch: host() }, 'test'],
    names: [2],
    wrong: [[() => [boxed(), { batch: { data: new Uint8Array(3), shape: [2] } }, 'test'], 'INPUT',
      'test: "pools.batch" must hold 2 numbers for shape [2], got a Uint8Array of 3']]
  },
  visibleOn: {
    args: () => [boxed(), boxed().layers[1].where, [2, 2]],
    wrong: [
      [() => [boxed(), undefined, [0]], 'OPTION',
        'visibleOn: "grid" must be a list of whole numbers above 0, got [0]'],
      [() => [boxed(), { kind: 'points', select: 'ball', parameters: {} }, [2, 2]], 'PLAN',
        'plan: where must be boxes or a mask, got "ball"']
    ]
  },
  mixedLoss: {
    args: () => [rowLoss, half(), { pools: {}, ignore: 1 }],
    wrong: [
      [() => [5, half()], 'OPTION', 'mixedLoss: "loss" must be a function, got 5'],
      [() => [rowLoss, null], 'PLAN', 'plan: it must be a plan, got null'],
      [() => [rowLoss, half(), { ignored: 1 }], 'UNKNOWN_OPTION',
        'mixedLoss: unknown option "ignored". Did you mean "ignore"? Known: ignore, pools']
    ]
  },
  mixedAccuracy: {
    args: () => [logits(), indices(), half()],
    wrong: [
      [() => [tf.ones([3, 3]), indices(), half()], 'INPUT',
        'mixedAccuracy: "outputs" must have shape [2, classes], got float32 shape [3, 3]'],
      [() => [logits(), tf.ones([2]), half()], 'INPUT',
        'mixedAccuracy: "labels" must be int32 [rows], class indices, got float32 shape [2]']
    ]
  }
}
