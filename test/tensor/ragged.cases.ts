import * as tf from '@tensorflow/tfjs-core'
import { concatRagged, segmentMax, segmentMean, segmentSum } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers } from './support/numbers.js'

/** Groups with many rows, one, and none, first and last too; row shapes of every rank. */
const endings = [[3, 3, 4, 9], [0, 5, 5], [7], [1, 2, 3], [0, 0, 33, 40, 40]]
const rowShapes = [[], [3], [2, 5]]

const folds: Readonly<Record<string, (values: readonly number[]) => number>> = {
  segmentSum: values => values.reduce((sum, value) => sum + value, 0),
  segmentMean: values => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
  segmentMax: values => values.length === 0 ? 0 : Math.max(...values)
}
const operations = { segmentSum, segmentMean, segmentMax }

function naive (
  name: string, data: ArrayLike<number>, width: number, ids: ArrayLike<number>, size: number
): number[] {
  return Array.from({ length: size * width }, (_, k) => folds[name](Array.from(ids)
    .flatMap((id, row) => id === Math.floor(k / width) ? [data[row * width + k % width]] : [])))
}

for (const [name, operation] of Object.entries(operations)) {
  onEachBackend(`${name} folds groups by ends and by ids`, t => {
    for (const [seed, list] of endings.entries()) {
      for (const row of rowShapes) {
        const ends = Int32Array.from(list)
        const [count, size] = [list[list.length - 1], list.length]
        const draw = numbers(seed)
        const x = draw.tensor([count, ...row])
        const width = x.size / count
        const ids = Int32Array.from({ length: count }, (_, k) => list.findIndex(end => k < end))
        const byEnds = runs(t, [x], () => operation(x, { ends }))
        t.deepEqual(byEnds.shape, [size, ...row])
        near(t, byEnds, naive(name, x.dataSync(), width, ids, size), 1e-5)
        const mixed = draw.rows(count, size)
        near(t, runs(t, [x], () => operation(x, { ids: mixed, size })),
          naive(name, x.dataSync(), width, mixed, size), 1e-5)
      }
    }
  })
}

onEachBackend('sums and means of groups have the gradients of differences', t => {
  const draw = numbers(3)
  for (const operation of [segmentSum, segmentMean]) {
    differentiates(t, x => operation(x, { ends: Int32Array.of(2, 2, 7) }), [draw.tensor([7, 3])])
    differentiates(t, x => operation(x, { ids: Int32Array.of(1, 0, 1, 1), size: 3 }),
      [draw.tensor([4, 2, 2])])
  }
})

onEachBackend('the greatest of groups has the gradient of differences; equals share it', t => {
  // Whole numbers apart, so that a step of a half changes nothing about which is the greatest
  const x = tf.tensor2d([4, 1, 2, 9, -3, 5, 8, -7, 6, 3, 0, 11, 7, -5], [7, 2])
  differentiates(t, y => segmentMax(y, { ends: Int32Array.of(3, 3, 7) }), [x])
  differentiates(t, y => segmentMax(y, { ids: Int32Array.of(1, 0, 1, 1, 0, 0, 1), size: 3 }), [x])
  const equal = tf.tensor1d([2, 5, 5, 5, 1])
  const gradient = tf.grad(y => tf.sum(segmentMax(y, { ends: Int32Array.of(1, 5) })))(equal)
  near(t, gradient, [1, 1 / 3, 1 / 3, 1 / 3, 0], 1e-6)
})

function joined (
  parts: ReadonlyArray<readonly [rows: readonly number[], ends: readonly number[],
    groups: readonly number[]]>
): number[] {
  return parts[0][2].flatMap((_, i) => parts.flatMap(([rows, ends, groups]) =>
    rows.slice(groups[i] === 0 ? 0 : ends[groups[i] - 1], ends[groups[i]])))
}

onEachBackend('concatRagged joins group by group, in any order and with repeats', t => {
  const draw = numbers(4)
  const [a, b] = [draw.tensor([6]), draw.tensor([4])]
  const [first, second] = [Int32Array.of(2, 2, 6), Int32Array.of(0, 3, 4)]
  for (const groups of [[0, 1, 2], [2, 0, 0], [1, 1, 1], [2, 2, 2]]) {
    const parts = [{ values: a, ends: first },
      { values: b, ends: second, groups: Int32Array.from(groups) }, { values: a, ends: first }]
    let ends = new Int32Array(0)
    const values = runs(t, [a, b], () => {
      const made = concatRagged(parts)
      ends = Int32Array.from(made.ends)
      return made.values
    })
    const all = [0, 1, 2]
    near(t, values, joined([[[...a.dataSync()], [...first], all],
      [[...b.dataSync()], [...second], groups], [[...a.dataSync()], [...first], all]]), 0)
    const size = (list: Int32Array, group: number): number =>
      list[group] - (group === 0 ? 0 : list[group - 1])
    let end = 0
    t.deepEqual([...ends], all.map(i => end += 2 * size(first, i) + size(second, groups[i])))
  }
})

onEachBackend('concatRagged has the gradients of differences for every part', t => {
  const draw = numbers(6)
  const [ends, other] = [Int32Array.of(2, 2, 5), Int32Array.of(1, 4, 4)]
  for (const groups of [undefined, Int32Array.of(2, 0, 1), Int32Array.of(1, 1, 0)]) {
    differentiates(t, (a, b) => concatRagged([{ values: a, ends },
      { values: b, ends: other, ...groups && { groups } }]).values,
    [draw.tensor([5, 3]), draw.tensor([4, 3])])
  }
  differentiates(t, a => concatRagged([{ values: a, ends },
    { values: a, ends, groups: Int32Array.of(1, 2, 0) }]).values, [draw.tensor([5, 2, 2])])
})

onEachBackend('concatRagged keeps ids exactly, and takes parts without rows', t => {
  const ids = tf.tensor1d([2147483647, 16777217, -5], 'int32')
  const none = tf.tensor1d([], 'int32')
  const made = concatRagged([{ values: ids, ends: Int32Array.of(1, 3) },
    { values: none, ends: Int32Array.of(0, 0) },
    { values: ids, ends: Int32Array.of(1, 3), groups: Int32Array.of(1, 0) }])
  t.is(made.values.dtype, 'int32')
  t.deepEqual([...made.values.dataSync()],
    [2147483647, 16777217, -5, 16777217, -5, 2147483647])
  t.deepEqual([...made.ends], [3, 6])
  const empty = concatRagged([{ values: none, ends: Int32Array.of(0) }])
  t.deepEqual(empty.values.shape, [0])
  const bare = tf.zeros([0, 3])
  const [gradient, rest] = tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.sum(concatRagged([
    { values: a, ends: Int32Array.of(0) }, { values: b, ends: Int32Array.of(2) }]).values)
  )([bare, tf.ones([2, 3])])
  t.deepEqual(gradient.shape, [0, 3])
  near(t, rest, [1, 1, 1, 1, 1, 1], 0)
})

onEachBackend('ragged operations refuse what does not fit', t => {
  const x = numbers(2).tensor([3, 2])
  for (const [name, operation] of Object.entries(operations)) {
    refuses(t, () => operation(x, { ends: Int32Array.of(2, 1, 3) }), 'TENSOR',
      `${name}: "segments.ends" must rise to 3, the number of rows, got an Int32Array of 3`)
    refuses(t, () => operation(x, { ends: Int32Array.of(2) }), 'TENSOR', /must rise to 3/)
    refuses(t, () => operation(x, { ids: Int32Array.of(0, 1), size: 2 }), 'TENSOR',
      /"segments.ids" must have 3 entries/)
    refuses(t, () => operation(x, { ids: Int32Array.of(0, 1, 2), size: 2 }), 'TENSOR',
      /"segments.ids" must be 0 … 1, got 2/)
    refuses(t, () => operation(x, { ends: Int32Array.of(3), size: 1 }), 'TENSOR',
      /must be \{ ends \} or \{ ids, size \}, not both/)
  }
  const ends = Int32Array.of(3)
  refuses(t, () => concatRagged([]), 'TENSOR',
    'concatRagged: "parts" must be a list of at least one part, got []')
  refuses(t, () => concatRagged([{ values: x, ends }, { values: x, ends: Int32Array.of(1, 3) }]),
    'TENSOR', /"parts\[1\].groups" must have 1 entries/)
  refuses(t, () => concatRagged([{ values: x, ends, groups: Int32Array.of(1) }]), 'TENSOR',
    'concatRagged: "parts[0].groups" must be 0 … 0, got 1')
  const other = numbers(3).tensor([3, 3])
  refuses(t, () => concatRagged([{ values: x, ends }, { values: other, ends }]), 'TENSOR',
    /"parts\[1\].values" must hold rows of float32 shape \[2\]/)
})
