import { fail } from '../../../core/errors.js'
import { checkVoxels } from '../check-points.js'
import type { ColumnData } from '../cloud.js'
import { emptyLike } from '../points.js'
import type { Voxels } from './cells.js'

/**
 * Which id a voxel gets:
 * - `first`: that of its first point (mix3d);
 * - `conflict`: that of all, or `ignore` where they do not agree (MinkowskiEngine);
 * - `minkowski-0.5.4`: the same with the slip of that release, which ignores another voxel: the one
 *   of the point whose number is that of the voxel;
 * - `majority`: what most have, the least of several.
 */
export type LabelLaw = 'first' | 'conflict' | 'minkowski-0.5.4' | 'majority'

const laws: readonly LabelLaw[] = ['first', 'conflict', 'minkowski-0.5.4', 'majority']

/**
 * The id of every voxel, from those of points, one each.
 *
 * @throws INPUT, OPTION
 */
export function voxelLabels<Data extends ColumnData> (
  ids: Data, voxels: Voxels, law: LabelLaw, ignore: number
): Data {
  checkVoxels(voxels, 'voxelLabels')
  const { inverse, first, counts } = voxels
  if (!ArrayBuffer.isView(ids) || !('length' in ids) || ids.length !== inverse.length) {
    throw fail('INPUT', 'voxelLabels', 'ids', `must be a typed array of ${inverse.length} ids`,
      ids)
  }
  if (!laws.includes(law))
    throw fail('OPTION', 'voxelLabels', 'law', `must be one of ${laws.join(', ')}`, law)
  if (!Number.isInteger(ignore))
    throw fail('OPTION', 'voxelLabels', 'ignore', 'must be a whole number', ignore)
  const found = emptyLike(ids, first.length)
  for (let voxel = 0; voxel < first.length; voxel++) found[voxel] = ids[first[voxel]]
  if (law === 'first') return found
  if (law === 'majority') return majority(ids, inverse, counts, found)
  const none = (typeof ids[0] === 'bigint' ? BigInt(ignore) : ignore) as never
  for (let point = 0; point < inverse.length; point++) {
    const voxel = inverse[point]
    if (voxel < 0 || found[voxel] === ids[point] || found[voxel] === none) continue
    found[law === 'conflict' ? voxel : inverse[voxel]] = none
  }
  return found
}

function majority<Data extends ColumnData> (
  ids: Data, inverse: Int32Array, counts: Int32Array, found: Data
): Data {
  const { starts, points } = pointsOfVoxels(inverse, counts)
  for (let voxel = 0; voxel < counts.length; voxel++) {
    const many = counts[voxel]
    if (many < 3 && (many === 1 || ids[points[starts[voxel]]] <= ids[points[starts[voxel] + 1]]))
      continue
    const mine = Array.from({ length: many }, (_, k) => ids[points[starts[voxel] + k]])
      .sort((a, b) => a < b ? -1 : Number(a > b))
    let [best, most, run] = [mine[0], 0, 0]
    mine.forEach((id, k) => {
      run = k > 0 && mine[k - 1] === id ? run + 1 : 1
      if (run > most) [best, most] = [id, run]
    })
    found[voxel] = best
  }
  return found
}

/** The points of every voxel, in their order: those of voxel v begin at `starts[v]`. */
export function pointsOfVoxels (
  inverse: Int32Array, counts: Int32Array
): { readonly starts: Int32Array, readonly points: Int32Array } {
  const starts = new Int32Array(counts.length + 1)
  counts.forEach((count, voxel) => { starts[voxel + 1] = starts[voxel] + count })
  const points = new Int32Array(starts[counts.length])
  const next = starts.slice()
  for (let point = 0; point < inverse.length; point++)
    if (inverse[point] >= 0) points[next[inverse[point]]++] = point
  return { starts, points }
}
