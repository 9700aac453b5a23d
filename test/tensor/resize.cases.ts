import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { resizeBilinear, resizeNearest } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers } from './support/numbers.js'
import type { Picture } from './support/oracles.js'
import { lookBilinear, lookNearest } from './support/oracles.js'

const cases: ReadonlyArray<readonly [shape: readonly number[], size: readonly [number, number]]> = [
  [[2, 3, 5, 2], [7, 4]], [[1, 6, 4, 3], [2, 9]], [[3, 4, 4, 1], [4, 4]], [[2, 1, 7, 1],
    [3, 1]], [[1, 5, 1, 2], [1, 6]]
]

function naive (
  x: Tensor4D, size: readonly [number, number], look: (picture: Picture, y: number, x: number,
    from: readonly number[]) => number
): number[] {
  const [n, height, width, channels] = x.shape
  const data = x.dataSync()
  const out: number[] = []
  for (let i = 0; i < n; i++) {
    for (let v = 0; v < size[0]; v++) {
      for (let u = 0; u < size[1]; u++) {
        for (let channel = 0; channel < channels; channel++) {
          const picture = (row: number, column: number): number =>
            data[((i * height + row) * width + column) * channels + channel]
          out.push(look(picture, v, u, [height, width]))
        }
      }
    }
  }
  return out
}

onEachBackend('resizeBilinear is separable linear interpolation, of images of any shape', t => {
  for (const [seed, [shape, size]] of cases.entries()) {
    const x = numbers(seed).tensor(shape) as Tensor4D
    for (const align of ['half-pixel', 'corners'] as const) {
      const out = runs(t, [x], () => resizeBilinear(x, size, { align }))
      t.deepEqual(out.shape, [shape[0], ...size, shape[3]])
      near(t, out, naive(x, size, (picture, v, u, from) =>
        lookBilinear(picture, v, u, from, size, align === 'corners')), 1e-6, align)
    }
    near(t, resizeBilinear(x, size), resizeBilinear(x, size, { align: 'half-pixel' }).dataSync(), 0)
  }
})

onEachBackend('the gradient of resizeBilinear is right for images that are not square', t => {
  for (const [seed, [shape, size]] of cases.entries()) {
    const x = numbers(seed + 20).tensor(shape)
    for (const align of ['half-pixel', 'corners'] as const) {
      differentiates(t, y => resizeBilinear(y as Tensor4D, size, { align }), [x])
    }
  }
})

onEachBackend('resizeNearest picks the cell above and left, and carries gradients back', t => {
  for (const [seed, [shape, size]] of cases.entries()) {
    const x = numbers(seed + 40).tensor(shape) as Tensor4D
    const out = runs(t, [x], () => resizeNearest(x, size))
    t.deepEqual(out.shape, [shape[0], ...size, shape[3]])
    near(t, out, naive(x, size, (picture, v, u, from) => lookNearest(picture, v, u, from, size)), 0)
    differentiates(t, y => resizeNearest(y as Tensor4D, size), [x])
  }
  const labels = tf.tensor4d([2147483647, 16777217], [1, 1, 2, 1], 'int32')
  t.deepEqual(Array.from(resizeNearest(labels, [2, 2]).dataSync()),
    [2147483647, 16777217, 2147483647, 16777217])
})

onEachBackend('resizing refuses what does not fit', t => {
  const x = numbers(60).tensor([2, 3, 4, 1]) as Tensor4D
  refuses(t, () => resizeBilinear(x, [0, 4]), 'TENSOR',
    /"size\[0\]" must be a whole number of at least 1, got 0/)
  refuses(t, () => resizeNearest(x, [3, 1.5]), 'TENSOR',
    /"size\[1\]" must be a whole number of at least 1, got 1.5/)
  refuses(t, () => resizeBilinear(x, [2, 2], { align: 'middle' as never }), 'TENSOR',
    /"align" must be half-pixel or corners, got "middle"/)
  const flat = numbers(61).tensor([2, 3]) as never
  refuses(t, () => resizeBilinear(flat, [2, 2]), 'TENSOR', /"x" must have rank 4 or more/)
  const deep = numbers(62).tensor([2, 3, 2, 2, 2]) as never
  refuses(t, () => resizeBilinear(deep, [2, 2]), 'TENSOR',
    /"x" must be \[n, height, width, channels\]/)
})
