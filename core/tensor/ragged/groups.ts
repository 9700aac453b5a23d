import type { Tensor } from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkIndex, checkLength, checkSize } from '../check.js'

/** Which group every row belongs to. */
export type Segments =
  /** Rows lie group by group: those of group g end at `ends[g]`, as Pointcept's offsets do. */
  { readonly ends: Int32Array } |
  /** In any order: row i belongs to group `ids[i]` of 0 … `size` - 1. */
  { readonly ids: Int32Array, readonly size: number }

/** Groups of rows of any length in one tensor, one after the other. */
export interface Ragged<T extends Tensor = Tensor> {
  /** `[rows, ...row]`. */
  readonly values: T
  /** Where groups end; the last is the number of rows. A group may have no rows. */
  readonly ends: Int32Array
}

/** The group of every row, and how many groups there are; checked. */
export function groupsOf (
  segments: unknown, rows: number, who: string
): { readonly ids: Int32Array, readonly size: number } {
  const { ends, ids, size } = Object(segments) as Partial<Record<'ends' | 'ids' | 'size', unknown>>
  if (ends !== undefined && (ids !== undefined || size !== undefined))
    throw fail('TENSOR', who, 'segments', 'must be { ends } or { ids, size }, not both', segments)
  if (ends === undefined) {
    checkSize(size as number, who, 'segments.size')
    checkIndex(ids, size as number, who, 'segments.ids', rows)
    return { ids, size: size as number }
  }
  checkEnds(ends, rows, who, 'segments.ends')
  const listed = new Int32Array(rows)
  ends.forEach((end, group) => listed.fill(group, group === 0 ? 0 : ends[group - 1], end))
  return { ids: listed, size: ends.length }
}

/** Checks that ends never fall, and lead to the number of rows. */
export function checkEnds (
  ends: unknown, rows: number, who: string, name: string
): asserts ends is Int32Array {
  if (!(ends instanceof Int32Array) || ends.length === 0)
    throw fail('TENSOR', who, name, 'must be an Int32Array, and not empty', ends)
  const rising = ends.every((end, group) => end >= (group === 0 ? 0 : ends[group - 1]))
  if (!rising || ends[ends.length - 1] !== rows)
    throw fail('TENSOR', who, name, `must rise to ${rows}, the number of rows`, ends)
}

/** The groups that are shown of a ragged batch: those named, or all. */
export function checkGroups (
  groups: unknown, there: number, shown: number, who: string, name: string
): Int32Array {
  if (groups === undefined) {
    const all = Int32Array.from({ length: there }, (_, group) => group)
    checkLength(all, shown, who, name)
    return all
  }
  checkIndex(groups, there, who, name, shown)
  return groups
}
