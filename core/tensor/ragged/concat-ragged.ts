import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { COPIED, checkSameRow, isIdentity } from '../check.js'
import { combine } from '../combine-rows.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { matrix, pick, product } from '../rows.js'
import { checkTensor } from '../runtime.js'
import type { Ragged } from './groups.js'
import { checkEnds, checkGroups } from './groups.js'

/** A ragged batch, or some of its groups. */
export interface RaggedPart<T extends Tensor = Tensor> extends Ragged<T> {
  /** The group that every output shows, in any order, any number of times; absent: group i. */
  readonly groups?: Int32Array
}

/** What is shown of an input, and where: row `rows[k]` goes to row `outputs[k]`. */
interface Placed {
  readonly rows: Int32Array
  readonly outputs: Int32Array
}

interface ConcatAttributes {
  readonly placed: readonly Placed[]
  /** Rows of every input, and of the output. */
  readonly counts: readonly number[]
  readonly total: number
}

/** Kernel `RemixtureConcatRagged`: inputs float32, int32 or bool, with rows of one shape. */
export const concat: Operation<ConcatAttributes> = defineOperation({
  name: 'concatRagged',
  compose (inputs, { placed, counts, total }) {
    const [{ shape: [, ...row] }] = inputs
    const order = new Int32Array(total)
    let before = 0
    placed.forEach(({ rows, outputs }, k) => {
      outputs.forEach((output, entry) => { order[output] = before + rows[entry] })
      before += counts[k]
    })
    const width = product(row)
    const filled = inputs.filter(({ shape: [rows] }) => rows > 0)
    if (filled.length === 0) return tf.zeros([0, ...row], inputs[0].dtype)
    const all = filled.map(each => matrix(each, width))
    return tf.reshape(pick(all.length === 1 ? all[0] : tf.concat(all, 0), order), [total, ...row])
  },
  gradient: (dy, { placed, counts, total }) => placed.map(({ rows, outputs }, k) => () =>
    rows.length === 0 || counts[k] === 0
      ? tf.zeros([counts[k], ...dy.shape.slice(1)])
      : combine([dy], { outputs: isIdentity(rows, counts[k]) ? undefined : rows,
        rows: isIdentity(outputs, total) ? undefined : outputs, coefficients: 1,
        size: counts[k], count: total }))
})

/**
 * Joins ragged batches group by group: group i of the outcome is group i of the first batch, then
 * that of the second, and so on. `concatRagged([clouds, { ...clouds, groups: partner }])` is Mix3D
 * on the device.
 *
 * Differentiable with respect to the values of every part, on wasm too.
 *
 * @param parts - at least one; values float32, int32 or bool `[rows, ...row]`, alike in all of
 *   them; rows may be 0
 * @returns values `[all rows, ...row]`, and where groups end
 * @throws TENSOR for parts whose rows differ, ends that do not rise to the number of rows, groups
 *   out of range, and parts that show another number of groups than the first
 */
export function concatRagged<T extends Tensor> (parts: ReadonlyArray<RaggedPart<T>>): Ragged<T> {
  const who = 'concatRagged'
  if (!Array.isArray(parts) || parts.length === 0)
    throw fail('TENSOR', who, 'parts', 'must be a list of at least one part', parts)
  const given = parts as ReadonlyArray<RaggedPart<T>>
  const first = Object(given[0]) as Partial<RaggedPart<T>>
  const shown = (first.groups ?? first.ends)?.length ?? 0
  const chosen = Array.from(given, (part, k) => {
    const { values, ends, groups } = Object(part) as RaggedPart<T>
    const name = `parts[${k}]`
    checkValues(values, who, `${name}.values`)
    checkSameRow(values, given[0].values, who, `${name}.values`)
    checkEnds(ends, values.shape[0], who, `${name}.ends`)
    return { ends, groups: checkGroups(groups, ends.length, shown, who, `${name}.groups`) }
  })
  const { placed, ends } = laid(chosen, shown)
  const values = given.map(part => part.values)
  const counts = values.map(({ shape: [rows] }) => rows)
  return { values: concat(values, { placed, counts, total: ends[shown - 1] ?? 0 }) as T, ends }
}

function checkValues (values: unknown, who: string, name: string): asserts values is Tensor {
  checkTensor(values, who, name)
  if (values.rank < 1) throw fail('TENSOR', who, name, 'must have rank 1 or more', values)
  if (!COPIED.includes(values.dtype))
    throw fail('TENSOR', who, name, `must be ${COPIED.join(', ')}`, values)
}

/** Where the rows of all parts go, and where the groups that they make end. */
function laid (
  parts: ReadonlyArray<{ readonly ends: Int32Array, readonly groups: Int32Array }>, shown: number
): { readonly placed: Placed[], readonly ends: Int32Array } {
  const lengths = parts.map(({ ends, groups }) =>
    groups.map(group => ends[group] - (group === 0 ? 0 : ends[group - 1])))
  const placed = lengths.map(each => {
    const size = each.reduce((sum, length) => sum + length, 0)
    return { rows: new Int32Array(size), outputs: new Int32Array(size), filled: 0 }
  })
  const ends = new Int32Array(shown)
  let next = 0
  for (let i = 0; i < shown; i++) {
    parts.forEach(({ ends: theirs, groups }, k) => {
      const length = lengths[k][i]
      const start = theirs[groups[i]] - length
      const mine = placed[k]
      for (let row = 0; row < length; row++) {
        mine.rows[mine.filled] = start + row
        mine.outputs[mine.filled++] = next++
      }
    })
    ends[i] = next
  }
  return { placed, ends }
}
