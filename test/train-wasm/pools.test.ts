import test from 'ava'
import * as fc from 'fast-check'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../core/tensor/index.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { apart, result, values } from './support/kernels.js'
import { pools } from './support/shapes.js'

test.before(async () => {
  await useBackend('cpu')
  await useBackend('wasm')
  await trainOnWasm()
})

test.serial('the gradient of max pooling is that of cpu, also below 0', async t => {
  await fc.assert(fc.asyncProperty(pools, fc.constantFrom(0, -2), async (pool, lift) => {
    const { x, dy, attrs } = pool
    const input = values(x)
    const call = {
      name: 'MaxPoolGrad',
      inputs: {
        dy: values(dy, 2),
        input: { ...input, values: input.values.map(value => value + lift) },
        output: values(dy, 3)
      },
      attrs
    }
    t.true(apart(await result('wasm', call), await result('cpu', call)) < 1e-5)
  }), { numRuns: 60, seed: 1 })
})

test.serial('of equal values the first gets the gradient of max pooling, as on cpu', async t => {
  const zeros = { shape: [1, 4, 6, 5], values: new Float32Array(120) }
  const call = {
    name: 'MaxPoolGrad',
    inputs: { dy: values([1, 2, 3, 5]), input: zeros, output: values([1, 2, 3, 5]) },
    attrs: { filterSize: [2, 2], strides: [2, 2], pad: 'valid' }
  }
  t.deepEqual(await result('wasm', call), await result('cpu', call))
})

/** The slopes of a sum of products with an operation's output, which changes in steps or lines. */
function slopes (op: (x: tf.Tensor) => tf.Tensor, shape: readonly number[], step: number): void {
  const { length } = values(shape).values
  // A permutation of whole numbers, so that no two values are close.
  const given = Float32Array.from({ length }, (_, i) => i * 37 % length - length / 2)
  const seen = op(tf.tensor(given, [...shape]))
  const weights = tf.tensor(values(seen.shape, 2).values, seen.shape)
  const loss = (x: tf.Tensor): tf.Scalar => tf.sum(tf.mul(op(x), weights))
  const found = tf.grad(loss)(tf.tensor(given, [...shape])).dataSync()
  given.forEach((value, i) => {
    const [more, less] = [step, -step].map(by =>
      loss(tf.tensor(given.with(i, value + by), [...shape])).dataSync()[0])
    const slope = (more - less) / (2 * step)
    if (Math.abs(slope - found[i]) > 1e-3) throw new Error(`${i}: ${found[i]}, not ${slope}`)
  })
}

const operations: Readonly<Record<string, readonly [(x: tf.Tensor) => tf.Tensor, number[]]>> = {
  'max pooling': [x => tf.maxPool(x as tf.Tensor4D, [3, 2], [2, 1], 'same'), [2, 5, 6, 2]],
  'max pooling of volumes': [
    x => tf.maxPool3d<tf.Tensor5D>(x as tf.Tensor5D, [2, 2, 2], [1, 1, 2], 'same'),
    [1, 3, 3, 5, 2]],
  'resizing to the nearest pixel': [
    x => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [7, 5]), [2, 3, 4, 2]],
  'resizing to the nearest pixel, corners aligned': [
    x => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [7, 5], true), [2, 1, 4, 2]],
  'resizing to the nearest pixel, half-pixel centres': [
    x => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2, 5], false, true), [1, 5, 3, 2]],
  'resizing bilinearly': [
    x => tf.image.resizeBilinear(x as tf.Tensor4D, [7, 5]), [2, 3, 4, 2]],
  'resizing bilinearly, corners aligned': [
    x => tf.image.resizeBilinear(x as tf.Tensor4D, [2, 7], true), [2, 3, 4, 2]],
  'a convolution of volumes': [
    x => tf.conv3d<tf.Tensor5D>(x as tf.Tensor5D, tf.ones([2, 1, 3, 2, 5]), [1, 2, 2], 'same'),
    [1, 3, 5, 4, 2]],
  'a filter of volumes': [
    w => tf.conv3d<tf.Tensor5D>(tf.ones([2, 4, 5, 6, 3]), w as tf.Tensor5D, [2, 1, 2], 'same'),
    [2, 3, 2, 3, 4]],
  'a transposed convolution': [
    x => tf.conv2dTranspose(x as tf.Tensor4D, tf.ones([3, 2, 4, 3]), [2, 9, 8, 4], 2, 'same'),
    [2, 5, 4, 3]],
  'taking rows that repeat': [x => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32')), [3, 5]],
  tiling: [x => tf.tile(x, [2, 1, 3]), [2, 3, 1]]
}

for (const [name, [op, shape]] of Object.entries(operations)) {
  test.serial(`the gradient of ${name} is its slope`, async t => {
    await tf.setBackend('wasm')
    await trainOnWasm({ replace: 'slow' })
    t.notThrows(() => { tf.tidy(() => { slopes(op, shape, 0.25) }) })
  })
}

test.serial('tiling and one-hot vectors are those of cpu, whatever the dtype', async t => {
  for (const dtype of ['float32', 'int32', 'bool'] as const) {
    const made: number[][] = []
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend)
      made.push(tf.tidy(() => {
        const x = tf.tensor([1, 0, 1, 1, 0, 1], [2, 3, 1], dtype)
        const tiled = tf.tile(x, [1, 2, 3])
        const hot = tf.oneHot(tf.tensor1d([1, 3, 0, -1], 'int32'), 3, 1, 0, dtype)
        return [...tiled.shape, ...tiled.dataSync(), ...hot.shape, ...hot.dataSync().slice(0, 9)]
      }))
    }
    // An index out of range is a row without a one; cpu writes it into the next.
    t.deepEqual(made[1].slice(0, -9), made[0].slice(0, -9))
    t.deepEqual(made[1].slice(-9), [0, 1, 0, 0, 0, 0, 1, 0, 0])
  }
})

test.serial('sums of segments are those of cpu, in the plugin\'s own kernel too', async t => {
  await tf.setBackend('wasm')
  tf.unregisterKernel('UnsortedSegmentSum', 'wasm')
  t.true((await trainOnWasm()).added.includes('UnsortedSegmentSum'))
  for (const dtype of ['float32', 'int32'] as const) {
    const made: number[][] = []
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend)
      made.push(tf.tidy(() => {
        const x = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [5, 2], dtype)
        const segments = tf.tensor1d([2, 0, 2, -1, 4], 'int32')
        return [...tf.unsortedSegmentSum(x, segments, 3).dataSync()]
      }))
    }
    t.deepEqual(made[1], made[0])
    t.deepEqual(made[1], [3, 4, 0, 0, 6, 8])
  }
})
