import { readFile } from 'node:fs/promises'
import * as tf from '@tensorflow/tfjs-core'
import * as data from '@tensorflow/tfjs-data'
import { Rng, live } from '../../core/index.js'
import { fail } from '../../core/errors.js'

/** Handwritten digits: 8 × 8 pixels of 0 … 1 and a class of 0 … 9 each. */
export interface Digits {
  readonly pixels: Float32Array
  readonly labels: Int32Array
}

/** A digit as `fitDataset` takes it: `[8, 8, 1]` and its one-hot label `[10]`. */
export interface Example extends tf.TensorContainerObject {
  readonly xs: tf.Tensor3D
  readonly ys: tf.Tensor1D
}

const cells = 64
export const classes = 10

/**
 * The digits of a table, in an order that the seed decides, split in two.
 *
 * @param count - how many are for training
 * @throws INPUT naming the file and the line that is no digit
 */
export async function readDigits (
  file: string, count = 1400, seed = 1
): Promise<{ readonly train: Digits, readonly test: Digits }> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  const rows = lines.map((line, i) => {
    const numbers = line.split(',').map(Number)
    const [label] = numbers.slice(cells)
    const sound = numbers.length === cells + 1 && numbers.every(Number.isInteger) &&
      label >= 0 && label < classes
    if (sound) return numbers
    throw fail('INPUT', 'demo', `${file}:${i + 1}`, 'must be 64 pixels and a class, 0 … 9', line)
  })
  const order = live(Rng(seed)).permutation('split', rows.length)
  return {
    train: digitsOf([...order.subarray(0, count)].map(row => rows[row])),
    test: digitsOf([...order.subarray(count)].map(row => rows[row]))
  }
}

function digitsOf (rows: readonly number[][]): Digits {
  return {
    pixels: Float32Array.from(rows.flatMap(row => row.slice(0, cells)), pixel => pixel / 16),
    labels: Int32Array.from(rows, row => row[cells])
  }
}

/** Digits as a dataset of tf.data, one by one. */
export function datasetOf ({ pixels, labels }: Digits): data.Dataset<Example> {
  const rows = Array.from(labels, (label, i) => ({ i, label }))
  return data.array(rows).map<Example>(({ i, label }) => ({
    xs: tf.tensor3d(pixels.subarray(i * cells, (i + 1) * cells), [8, 8, 1]),
    ys: tf.oneHot(label, classes, 1, 0, 'float32') as tf.Tensor1D
  }))
}

/** All digits at once, `[digits, 8, 8, 1]`. */
export function imagesOf ({ pixels, labels }: Digits): tf.Tensor4D {
  return tf.tensor4d(pixels, [labels.length, 8, 8, 1])
}
