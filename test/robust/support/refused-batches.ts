import * as tf from '@tensorflow/tfjs-core'
import type { Batch, ErrorCode, MixOptions, Mix } from '../../../core/index.js'
import { annotated, bytes, CLASSES, images, labels, masks, SIZE, softLabels } from './batches.js'

/** A batch that mixing refuses, with what it says. */
export interface Refused {
  readonly what: string
  readonly batch: () => unknown
  readonly code: ErrorCode
  readonly says: string
  readonly targets?: MixOptions['targets']
}

/** What can be told of `x` alone. */
const ofRows: readonly Refused[] = [
  {
    what: 'no batch', batch: () => null, code: 'INPUT',
    says: 'cutmix: "batch" must be an object with "x", got null'
  },
  {
    what: 'a tensor instead of a batch', batch: images, code: 'INPUT',
    says: 'cutmix: "batch" must be an object with "x", got float32 shape [8, 9, 7, 3]'
  },
  {
    what: 'no x', batch: () => ({ x: undefined }), code: 'INPUT',
    says:
      'cutmix: "x" must be a tensor, or { data, shape } with a Uint8Array or Float32Array, got ' +
        'undefined'
  },
  {
    what: 'a list', batch: () => ({ x: [[1, 2], [3, 4]] }), code: 'INPUT',
    says:
      'cutmix: "x" must be a tensor, or { data, shape } with a Uint8Array or Float32Array, got ' +
        '[[1, 2], [3, 4]]'
  },
  {
    what: 'rank 3', batch: () => ({ x: tf.zeros([8, 9, 7]) }), code: 'INPUT',
    says: 'cutmix: "x" must have rank 4, got float32 shape [8, 9, 7]'
  },
  {
    what: 'whole numbers', batch: () => ({ x: tf.zeros([8, 9, 7, 3], 'int32') }), code: 'INPUT',
    says: 'cutmix: "x" must be float32, got int32 shape [8, 9, 7, 3]'
  },
  {
    what: 'no rows', batch: () => ({ x: tf.zeros([0, 9, 7, 3]) }), code: 'EMPTY_BATCH',
    says: 'cutmix: "x" has no rows; a batch needs at least one'
  },
  {
    what: 'an empty side', batch: () => ({ x: tf.zeros([8, 0, 7, 3]) }), code: 'INPUT',
    says: 'cutmix: "x" must have no empty side, got float32 shape [8, 0, 7, 3]'
  },
  {
    what: 'a disposed tensor', batch: () => ({ x: disposed() }), code: 'INPUT',
    says: 'cutmix: "x" must not have been disposed, got float32 shape [8, 9, 7, 3]'
  },
  {
    what: 'a tensor of another tfjs', batch: () => ({ x: ofAnotherCopy() }), code: 'SECOND_TFJS',
    says:
      '"x" is a tensor of another copy of @tensorflow/tfjs-core; see "npm ls ' +
        '@tensorflow/tfjs-core" and keep one'
  },
  {
    what: 'too few bytes', code: 'INPUT',
    batch: () => ({ x: { ...bytes(), data: new Uint8Array(5) } }),
    says: 'cutmix: "x" must hold 1512 numbers for shape [8, 9, 7, 3], got a Uint8Array of 5'
  },
  {
    what: 'a shape with a hole', code: 'INPUT',
    batch: () => ({ x: { data: new Uint8Array(8), shape: Object.assign([8], { length: 4 }) } }),
    says: 'cutmix: "x" must have a shape of whole numbers, got [8, undefined, undefined, undefined]'
  },
  {
    what: 'doubles', code: 'INPUT',
    batch: () => ({ x: { data: new Float64Array(5), shape: [5, 1, 1, 1] } }),
    says:
      'cutmix: "x" must be a tensor, or { data, shape } with a Uint8Array or Float32Array, got ' +
        'shape [5, 1, 1, 1]'
  }
]

const classes = { label: { classes: CLASSES } }
const withLabel = (label: unknown): () => unknown => () => ({ x: images(), label })
const few = 'cutmix: target "label" must have one entry for each of the 8 rows, got'

const ofLabels: readonly Refused[] = [
  {
    what: 'too few labels', code: 'TARGET', targets: classes,
    batch: withLabel(labels(7)), says: `${few} 7`
  },
  {
    what: 'too few labels in a tensor', code: 'TARGET', says: `${few} 7`,
    batch: () => ({ x: images(), label: softLabels(7) })
  },
  {
    what: 'a class out of range', code: 'TARGET', targets: classes,
    batch: withLabel([...labels(7), CLASSES]),
    says: 'cutmix: target "label" must hold class indices from 0 to 4, got 5'
  },
  {
    what: 'a class out of range, with one that is ignored', code: 'TARGET',
    batch: withLabel([...labels(7), -2]), targets: { label: { classes: CLASSES, ignore: -1 } },
    says: 'cutmix: target "label" must hold class indices from 0 to 4 or -1, got -2'
  },
  {
    what: 'half a class', batch: withLabel([0.5, ...labels(7)]), code: 'TARGET', targets: classes,
    says: 'cutmix: target "label" must hold class indices from 0 to 4, got 0.5'
  },
  {
    what: 'NaN among labels', code: 'TARGET', targets: classes,
    batch: withLabel([...labels(7), NaN]),
    says: 'cutmix: target "label" must hold finite numbers only, got NaN'
  },
  {
    what: 'NaN among soft labels', code: 'TARGET',
    batch: withLabel(labels().map((_, i) => [i === 3 ? NaN : 0, 1])),
    says: 'cutmix: target "label" must hold finite numbers only, got NaN'
  },
  {
    what: 'a hole among labels', code: 'TARGET', targets: classes,
    batch: withLabel(Object.assign(labels(3), { length: 8 })),
    says: 'cutmix: target "label" must hold finite numbers only, got undefined'
  },
  {
    what: 'holes from the first label on', batch: withLabel(new Array(8)), code: 'TARGET',
    says: 'cutmix: target "label" must hold finite numbers only, got undefined'
  },
  {
    what: 'ragged rows', code: 'TARGET',
    batch: withLabel([...Array<number[]>(7).fill([0, 1]), [1]]),
    says: 'cutmix: target "label" must have rows of one length, 2, got [1]'
  },
  {
    what: 'a missing row', code: 'TARGET',
    batch: withLabel(Object.assign([[0, 1], [1, 0]], { length: 8 })),
    says: 'cutmix: target "label" must have rows of one length, 2, got undefined'
  },
  {
    what: 'a hole in a row', code: 'TARGET',
    batch: withLabel(labels().map(() => Object.assign([1], { length: 2 }))),
    says: 'cutmix: target "label" must hold finite numbers only, got undefined'
  },
  {
    what: 'no classes at all', batch: withLabel(labels().map(() => [])), code: 'TARGET',
    says: 'cutmix: target "label" must have at least one class, got [8, 0]'
  },
  {
    what: 'soft labels of other classes', code: 'TARGET', targets: classes,
    batch: () => ({ x: images(), label: tf.ones([8, 4]) }),
    says: 'cutmix: target "label" must have 5 classes, got float32 shape [8, 4]'
  },
  {
    what: 'class indices without classes', batch: withLabel(labels()), code: 'TARGET',
    says: 'cutmix: target "label" holds class indices: say how many classes there are, ' +
      'targets: { label: { classes } }, or give numbers as a Float32Array, got ' +
      `[${labels().join(', ')}]`
  },
  {
    what: 'class indices in a tensor without classes', code: 'TARGET',
    batch: () => ({ x: images(), label: tf.tensor1d(labels(), 'int32') }),
    says: 'cutmix: target "label" holds class indices: say how many classes there are, ' +
      'targets: { label: { classes } }, or give numbers as a Float32Array, got int32 shape [8]'
  },
  {
    what: 'labels of rank 3', code: 'TARGET',
    batch: () => ({ x: images(), label: tf.ones([8, 2, 2]) }),
    says:
      'cutmix: target "label" must be class indices or numbers [rows], or soft labels [rows, ' +
        'classes], ' +
      'got float32 shape [8, 2, 2]'
  },
  {
    what: 'texts in a tensor', code: 'TARGET',
    batch: () => ({ x: images(), label: tf.tensor2d(labels().map(() => ['cat', 'dog'])) }),
    says:
      'cutmix: target "label" must be class indices or numbers [rows], or soft labels [rows, ' +
        'classes], ' +
      'got string shape [8, 2]'
  },
  {
    what: 'bytes as labels', batch: withLabel(new Uint8Array(8)), code: 'TARGET',
    says: 'cutmix: target "label" must be a list, a Float32Array, Float64Array or Int32Array, ' +
      '{ data, shape } with one of them, or a tensor, got a Uint8Array of 8'
  },
  {
    what: 'an array that is not of its shape', code: 'TARGET',
    batch: withLabel({ data: new Float32Array(5), shape: [8] }),
    says:
      'cutmix: target "label" must have shape [rows] or [rows, classes] of its 5 numbers, got ' +
        '[8]'
  },
  {
    what: 'symbols', code: 'TARGET', targets: classes,
    batch: withLabel(labels().map(() => Symbol('cat'))),
    says: 'cutmix: target "label" must hold finite numbers only, got Symbol(cat)'
  },
  {
    what: 'a label tensor of another tfjs', code: 'SECOND_TFJS',
    batch: () => ({ x: images(), label: ofAnotherCopy() }),
    says:
      '"label" is a tensor of another copy of @tensorflow/tfjs-core; see "npm ls ' +
        '@tensorflow/tfjs-core" and keep one'
  }
]

const ofMaps: readonly Refused[] = [
  {
    what: 'a mask of another size', code: 'TARGET',
    batch: () => ({ x: images(), mask: tf.zeros([8, 7, 9]) }),
    says: 'cutmix: target "mask" must have shape [8, 9, 7, …], got [8, 7, 9]'
  },
  {
    what:
      'a mask with too few rows', batch: () => ({ x: images(), mask: masks(7) }), code: 'TARGET',
    says: 'cutmix: target "mask" must have shape [8, 9, 7, …], got [7, 9, 7]'
  },
  {
    what: 'a mask of texts', code: 'TARGET',
    batch: () => ({ x: images(1), mask: tf.tensor(Array<string>(63).fill('sky'), [1, 9, 7]) }),
    says: 'cutmix: target "mask" must be float32, int32 or bool, got string shape [1, 9, 7]'
  },
  {
    what: 'a mask with too few bytes', code: 'TARGET',
    batch: () => ({ x: bytes(), mask: { data: new Uint8Array(5), shape: [8, 9, 7] } }),
    says: 'cutmix: target "mask" must hold 504 numbers for shape [8, 9, 7], got a Uint8Array of 5'
  },
  {
    what: 'too few annotations', code: 'TARGET',
    batch: () => ({ x: images(), boxes: annotated(7) }),
    says:
      'cutmix: target "boxes" must be a list with the annotations of each of the 8 rows, got a ' +
        'list of 7'
  },
  {
    what: 'a box upside down', code: 'TARGET',
    batch: () => ({ x: images(1), boxes: [{ boxes: [[4, 0, 2, 3]], classes: [1] }] }),
    says:
      'cutmix: target "boxes[0]" must hold boxes [top, left, bottom, right] with top < bottom ' +
        'and ' +
      'left < right, got [4, 0, 2, 3]'
  },
  {
    what: 'a box with NaN', code: 'TARGET',
    batch: () => ({ x: images(1), boxes: [{ boxes: [[NaN, 0, 2, 3]], classes: [1] }] }),
    says:
      'cutmix: target "boxes[0]" must hold boxes [top, left, bottom, right] with top < bottom ' +
        'and ' +
      'left < right, got [NaN, 0, 2, 3]'
  },
  {
    what: 'a box without a class', code: 'TARGET',
    batch: () => ({ x: images(1), boxes: [{ boxes: [[1, 0, 2, 3]], classes: [] }] }),
    says:
      'cutmix: target "boxes[0]" must have a class, a whole number, for each box (1), ' +
        'got []'
  },
  {
    what: 'a weight that is none', code: 'TARGET',
    batch: () =>
      ({ x: images(1), boxes: [{ boxes: [[1, 0, 2, 3]], classes: [1], weights: [NaN] }] }),
    says:
      'cutmix: target "boxes[0]" must have a weight from 0 to 1 for each box (1), got ' +
        '[NaN]'
  },
  {
    what: 'a hole among annotations', code: 'TARGET',
    batch: () => ({ x: images(), boxes: Object.assign(annotated(3), { length: SIZE }) }),
    says: 'cutmix: target "boxes[3]" must be { boxes, classes }, got undefined'
  }
]

const ofNames: readonly Refused[] = [
  {
    what:
      'a target without a ' +
        'rule', batch: () => ({ x: images(), caption: 'a cat' }), code: 'UNKNOWN_TARGET',
    says: 'cutmix: no rule for target "caption"; known: boxes, label, mask, y'
  },
  {
    what: 'a target with a hidden name', code: 'UNKNOWN_TARGET',
    batch: () => Object.assign(JSON.parse('{ "__proto__": [1] }'), { x: images() }),
    says: 'cutmix: no rule for target "__proto__"; known: boxes, label, mask, y'
  },
  {
    what:
      'a target that is ' +
        'missing', batch: () => ({ x: images() }), code: 'TARGET', targets: ['label'],
    says: 'cutmix: target "label" is missing from the batch, which has ["x"]'
  },
  {
    what: 'a target that was not named', code: 'TARGET', targets: ['label'],
    batch: () => ({ x: images(), label: softLabels(), mask: masks() }),
    says: 'cutmix: target "mask" is in the batch but not among "targets" ["label"]'
  }
]

export const refusedBatches: readonly Refused[] = [...ofRows, ...ofLabels, ...ofMaps, ...ofNames]

function disposed (): tf.Tensor {
  const x = images()
  x.dispose()
  return x
}

/** What a tensor of another copy of tfjs-core looks like: its class only has the same name. */
class Tensor {
  readonly dataId = {}
  readonly dtype = 'float32'
  readonly rank = 4
  readonly isDisposed = false
  constructor (readonly shape: readonly number[]) {}
  throwIfDisposed (): void { /* it is not */ }
  dispose (): void { /* there is nothing */ }
  dataSync (): Float32Array { return new Float32Array(1512) }
  async data (): Promise<Float32Array> { return await Promise.resolve(this.dataSync()) }
}

function ofAnotherCopy (): unknown {
  return new Tensor([8, 9, 7, 3])
}

/** That a mixer works: it mixes a good batch and leaves only that behind. */
export function works (mix: Mix, batch: Batch): boolean {
  const { batch: mixed } = mix.mix(batch)
  const numbers = (mixed.x as tf.Tensor).dataSync()
  tf.dispose(Object.values(mixed).filter(value => value instanceof tf.Tensor))
  return numbers.every(Number.isFinite)
}
