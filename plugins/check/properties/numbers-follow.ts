import * as tf from '@tensorflow/tfjs-core'
import { CLASSES, noise, rowLabels } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { mixOf, trials } from '../trials.js'

/** Soft labels and real numbers are mixed by the shares that one-hot labels show. */
export const numbersFollow = property(async function * (entry, options) {
  for (const { title, shape, x, plan } of trials(entry, options)) {
    const { size } = shape
    const numbers = noise(size, 13, -5, 5)
    const soft = noise(size * CLASSES, 12, 0, 1)
    const forms = {
      floats: numbers, tensor: tf.tensor1d(numbers), doubles: Float64Array.from(numbers)
    }
    // All at once, so that the pictures are mixed once
    const kind = { kind: 'label' }
    const targets = { shares: kind, floats: kind, tensor: kind, doubles: kind, label: {} }
    const batch = {
      ...forms, x, shares: rowLabels(size), label: tf.tensor2d(soft, [size, CLASSES])
    }
    const mixed = mixOf(entry, options, { targets }).apply(batch, plan) as
      Record<string, tf.Tensor>
    const shares = await read(mixed.shares)
    const wanted = (values: ArrayLike<number>, width: number): Float64Array =>
      Float64Array.from({ length: shares.length / size * width }, (_, k) => {
        const output = Math.floor(k / width)
        return sumOf(size, j => shares[output * size + j] * values[j * width + k % width])
      })
    const far = Math.max(
      distance(await read(mixed.label), wanted(soft, CLASSES)),
      ...await Promise.all(Object.keys(forms).map(async name =>
        distance(await read(mixed[name]), wanted(numbers, 1)))))
    if (!(far <= 1e-5)) yield `numbers are ${far} from their shares at ${title}`
  }
})

function sumOf (count: number, term: (index: number) => number): number {
  let sum = 0
  for (let k = 0; k < count; k++) sum += term(k)
  return sum
}
