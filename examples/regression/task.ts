import * as tf from '@tensorflow/tfjs-core'
import type { Table } from '../../domains/regression/index.js'
import { minMaxScale, standardScale } from '../../domains/regression/index.js'
import { readTable } from '../../plugins/io/index.js'
import { Rng, live } from '../../core/index.js'
import type { Rows } from './train.js'

/** A table to learn from, and how the reference trains on it. */
export interface Task {
  readonly name: string
  /** Rows of train, valid and test. */
  readonly sizes: readonly [train: number, valid: number, test: number]
  readonly widths: readonly number[]
  readonly batch: number
  readonly epochs: number
  readonly rate: number
  /** Of C-Mixup, in units of the target. */
  readonly bandwidth: number
  /** Anchor data augmentation: clusters, and the largest γ. */
  readonly clusters: number
  readonly gamma: number
  rows (seed: number): Promise<Splits>
}

export interface Splits { readonly train: Rows, readonly valid: Rows, readonly test: Rows }

/**
 * Airfoil self-noise as C-Mixup's authors take it (huaxiuyao/C-Mixup, `config.py`): features from 0
 * to 1 over all rows, raw decibels. Clusters and γ are those of ADA's authors.
 */
export const airfoil: Task = {
  name: 'Airfoil',
  sizes: [1003, 300, 200],
  widths: [5, 128, 128, 1],
  batch: 16, epochs: 100, rate: 1e-2, bandwidth: 1.75, clusters: 8, gamma: 2,
  rows: async seed => {
    const table = await readTable('examples/data/tables/airfoil.tsv',
      { target: '5', header: false })
    const { data } = minMaxScale(table.x).apply(table.x)
    return splitsOf(table, data, table.y.data, airfoil.sizes, seed)
  }
}

/**
 * California housing, values in 100,000 USD: ours, nobody's protocol. Features are standardised by
 * the training rows.
 */
export const california: Task = {
  name: 'California housing',
  sizes: [4000, 1000, 4000],
  widths: [8, 128, 128, 1],
  batch: 64, epochs: 30, rate: 1e-3, bandwidth: 0.2, clusters: 16, gamma: 2,
  rows: async seed => {
    const table = await readTable('examples/data/tables/california_houses.tsv',
      { target: 'target' })
    const order = orderOf(table.size, seed)
    const scale = standardScale(table.part(order.slice(0, california.sizes[0])).x)
    const { data } = scale.apply(table.x)
    const values = Float64Array.from(table.y.data, value => value / 1e5)
    return splitsOf(table, data, values, california.sizes, seed)
  }
}

function orderOf (size: number, seed: number): Int32Array {
  return live(Rng(seed).fork('split')).permutation('rows', size)
}

function splitsOf (
  { size, x }: Table, features: ArrayLike<number>, y: ArrayLike<number>,
  [train, valid, test]: Task['sizes'], seed: number
): Splits {
  const order = orderOf(size, seed)
  const width = x.shape[1]
  const part = (start: number, end: number): Rows => {
    const rows = order.slice(start, end)
    const data = new Float32Array(rows.length * width)
    rows.forEach((row, i) => {
      for (let k = 0; k < width; k++) data[i * width + k] = features[row * width + k]
    })
    return {
      x: tf.tensor2d(data, [rows.length, width]),
      y: Float64Array.from(rows, row => y[row]),
      features: { data, shape: [rows.length, width] }
    }
  }
  return {
    train: part(0, train),
    valid: part(train, train + valid),
    test: part(train + valid, train + valid + test)
  }
}
