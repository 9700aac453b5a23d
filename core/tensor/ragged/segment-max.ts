import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkRows, isIdentity } from '../check.js'
import { combine } from '../combine-rows.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { gatherUp, matrix, pick, widthOf } from '../rows.js'
import type { Segments } from './groups.js'
import { groupsOf } from './groups.js'

interface MaxAttributes {
  readonly ids: Int32Array
  readonly size: number
}

/** Kernel `RemixtureSegmentMax`: input `x`, float32 `[n, ...row]`. */
export const greatest: Operation<MaxAttributes> = defineOperation({
  name: 'segmentMax',
  saves: true,
  compose ([x], { ids, size }) {
    // Rows of a group meet in pairs, and half as many are left: n rows are read twice in all
    let { rows, groups } = sorted(ids, size)
    let left = matrix(x, widthOf(x))
    for (let round = paired(groups); ; round = paired(groups)) {
      const first = pick(left, round.first.map(k => rows[k]))
      if (round.first.length === groups.length) return placed(first, groups, size, x)
      left = tf.maximum(first, pick(left, round.second.map(k => rows[k])))
      groups = round.first.map(k => groups[k])
      rows = Int32Array.from(groups.keys())
    }
  },
  gradient: (dy, { ids, size }, [x]) => [() => {
    // Where some are the greatest alike they share, as in TensorFlow
    const count = ids.length
    const spread = (of: Tensor): Tensor =>
      combine([of], { rows: ids, coefficients: 1, size: count, count: size })
    const top = tf.cast(tf.equal(x, spread(greatest([x], { ids, size }))), 'float32')
    const ties = combine([top], { outputs: ids, coefficients: 1, size, count })
    return tf.mul(top, spread(tf.div(dy, tf.maximum(ties, 1))))
  }]
})

/** Rows group by group, in their order, and the group of each. */
function sorted (ids: Int32Array, size: number): { rows: Int32Array, groups: Int32Array } {
  const next = new Int32Array(size + 1)
  for (const id of ids) next[id + 1]++
  for (let group = 0; group < size; group++) next[group + 1] += next[group]
  const [rows, groups] = [new Int32Array(ids.length), new Int32Array(ids.length)]
  ids.forEach((id, row) => {
    groups[next[id]] = id
    rows[next[id]++] = row
  })
  return { rows, groups }
}

/** Who meets whom; who has nobody to meet meets itself. */
function paired (groups: Int32Array): { first: Int32Array, second: Int32Array } {
  const first: number[] = []
  const second: number[] = []
  for (let k = 0; k < groups.length;) {
    const both = k + 1 < groups.length && groups[k + 1] === groups[k]
    first.push(k)
    second.push(both ? k + 1 : k)
    k += both ? 2 : 1
  }
  return { first: Int32Array.from(first), second: Int32Array.from(second) }
}

function placed (rows: Tensor2D, groups: Int32Array, size: number, x: Tensor): Tensor {
  const all = isIdentity(groups, size) ? rows : gatherUp(rows, groups, size)
  return tf.reshape(all, [size, ...x.shape.slice(1)])
}

/**
 * The greatest numbers of groups of rows, each column for itself; zero for a group without rows, as
 * torch-scatter has it.
 *
 * Differentiable with respect to `x`, on wasm too: the gradient goes to the greatest, in equal
 * shares where several are.
 *
 * @param x - float32 `[n, ...row]`, finite
 * @param segments - where groups end, or the group of every row
 * @returns float32 `[groups, ...row]`
 * @throws TENSOR as `segmentSum`
 */
export function segmentMax<T extends Tensor> (x: T, segments: Segments): T {
  checkRows(x, 'segmentMax', 'x')
  return greatest([x], groupsOf(segments, x.shape[0], 'segmentMax')) as T
}
