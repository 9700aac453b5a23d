import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { pairwiseDistances, useBackend } from '../../core/index.js'
import { modalityGap, relativeAlignment, uniformity } from '../../domains/embedding/index.js'
import { backends } from '../backends.js'
import { normalRows } from './support.js'

type Metric = (x: Tensor2D, y: Tensor2D) => Scalar

/** As the definitions say, with all pairs at once. */
const dense: Readonly<Record<string, Metric>> = {
  uniformity: x => tf.tidy(() => {
    const size = x.shape[0]
    const near = tf.exp(tf.mul(pairwiseDistances(x, x, { squared: true }), -2))
    const others = tf.mul(near, tf.sub(1, tf.eye(size)))
    return tf.log(tf.div(tf.sum(others), size * (size - 1)))
  }),
  relativeAlignment: (x, y) => tf.tidy(() => {
    const squares = pairwiseDistances(x, y, { squared: true })
    const eye = tf.eye(x.shape[0])
    return tf.mean(tf.sub(tf.sum(tf.mul(squares, eye), 1),
      tf.min(tf.add(squares, tf.mul(eye, 1e9)), 1)))
  })
}

const blockwise: Readonly<Record<string, (block?: number) => Metric>> = {
  uniformity: block => x => uniformity(x, 2, block),
  relativeAlignment: block => (x, y) => relativeAlignment(x, y, block)
}

function rows (seed: number, size: number): Tensor2D {
  return tf.tidy(() => tf.mul<Tensor2D>(normalRows(seed, size, 6), 0.4))
}

async function results (metric: Metric, size: number): Promise<number[][]> {
  const inputs = [rows(1, size), rows(2, size)]
  const { value, grads } = tf.valueAndGrads((x, y) =>
    tf.add<Scalar>(metric(x as Tensor2D, y as Tensor2D), tf.mul(tf.sum(y), 0)))(inputs)
  const made = [value, ...grads]
  const numbers = await Promise.all(made.map(async each => Array.from(await each.data())))
  tf.dispose([...inputs, ...made])
  return numbers
}

for (const backend of backends) {
  for (const [name, metric] of Object.entries(dense)) {
    test.serial(`${name} by blocks is that of all pairs, gradients too, on ${backend}`, async t => {
      await useBackend(backend)
      const expected = await results(metric, 11)
      for (const block of [undefined, 1, 3, 10, 11, 64]) {
        const before = tf.memory().numTensors
        const got = await results(blockwise[name](block), 11)
        t.is(tf.memory().numTensors, before)
        got.forEach((numbers, part) => {
          const off = Math.max(...numbers.map((each, k) => Math.abs(each - expected[part][k])))
          t.true(off < 2e-6, `block ${block ?? 'by itself'}, ${part}: ${off}`)
        })
      }
    })
  }
}

test.serial('no more than a block of pairs is there, backward too', async t => {
  await useBackend('wasm')
  const size = 1500
  const inputs = [rows(1, size), rows(2, size)]
  const peak = async (metric: Metric): Promise<number> => {
    const before = tf.memory().numBytes
    const { peakBytes } = await tf.profile(() => {
      const { value, grads } = tf.valueAndGrads((x, y) =>
        tf.add<Scalar>(metric(x as Tensor2D, y as Tensor2D), tf.mul(tf.sum(y), 0)))(inputs)
      return [value, ...grads]
    })
    return peakBytes - before
  }
  const all = 4 * size * size
  for (const name of Object.keys(dense)) {
    const taken = await peak(blockwise[name](50))
    t.true(taken < all / 4, `${name}: ${taken} of ${all} bytes`)
    // As it would be with all pairs
    t.true(await peak(dense[name]) > all)
  }
})

test.serial('blocks are whole numbers of at least 1', async t => {
  await useBackend('cpu')
  const x = rows(1, 4)
  for (const block of [0, -1, 1.5, NaN]) {
    t.throws(() => uniformity(x, 2, block), { code: 'OPTION' })
    t.throws(() => relativeAlignment(x, x, block), { code: 'OPTION' })
  }
})

test.serial('modalities whose means are the same have no gap, and no gradient', async t => {
  await useBackend('cpu')
  const x = rows(1, 4)
  const { value, grad } = tf.valueAndGrad(y => modalityGap(y as Tensor2D, x))(x)
  t.is(value.dataSync()[0], 0)
  t.true(grad.dataSync().every(each => each === 0))
})
