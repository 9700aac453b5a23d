/** How far patches may go, and which places lie near. */
export interface Ways {
  readonly grid: readonly number[]
  /** What a way of one patch costs. */
  readonly step: number
  /** Ways of at most `reach` patches, `[down, across, …]`: the shortest first, then by lines. */
  near (reach: number): Int32Array
}

/** Ways in a grid of patches: the square of one, as a share of the longer side, costs `epsilon`. */
export function waysIn (grid: readonly number[], epsilon: number): Ways {
  const last = Math.max(1, Math.max(...grid) - 1)
  const step = epsilon / last ** 2
  let known = -1
  let ways: Int32Array = new Int32Array()
  return {
    grid,
    step,
    near (reach) {
      if (reach > known) {
        ways = waysWithin(reach, last)
        known = reach
      }
      return ways
    }
  }
}

function waysWithin (reach: number, last: number): Int32Array {
  const found: Array<readonly number[]> = []
  const most = Math.min(Math.floor(reach), last)
  for (let down = -most; down <= most; down++) {
    for (let across = -most; across <= most; across++) {
      const square = down * down + across * across
      if (square <= reach * reach) found.push([down, across, square])
    }
  }
  found.sort((a, b) => a[2] - b[2])
  return Int32Array.from(found.flatMap(([down, across]) => [down, across]))
}

/**
 * Which patch of an image goes where, so that its salient ones lie where it is seen: every patch
 * picks the place that pays best, one place takes one patch, and the others pick again.
 *
 * The authors' rounds (snu-mllab/PuzzleMix@e2dbf3a, `mask_transport`), as many as the longer side
 * has patches. A patch gains its saliency where it is seen, and pays for its way. One that gains
 * nothing is not looked at again: what it could win is not seen. What pays best is the nearest
 * place, so places are looked at from near to far, and no place twice.
 *
 * @param saliency - `[patches]`
 * @param seen - `[patches]`: above 0 where the image is seen
 * @returns `[patches]`: the patch that is shown in each place, -1 for none
 */
export function transportPatches (
  saliency: Float64Array, seen: ArrayLike<number>, { grid: [rows, columns], step, near }: Ways
): Int32Array {
  const count = rows * columns
  const side = Math.max(rows, columns)
  let most = 0
  for (let i = 0; i < count; i++) most = Math.max(most, saliency[i])
  const ways = step > 0 ? near(Math.min(2 * side, Math.ceil(Math.sqrt(most / step)))) : undefined
  const cost = new Float64Array(count)
  const tried = new Int32Array(count)
  /** The best place that was not looked at yet, the first among equals; -1 if none pays. */
  const choose = (i: number): number => {
    if (!(saliency[i] > 0)) return -1
    if (ways === undefined) {
      cost[i] = -saliency[i]
      while (tried[i] < count && !(seen[tried[i]] > 0)) tried[i]++
      return tried[i] < count ? tried[i]++ : -1
    }
    const [row, column] = [Math.floor(i / columns), i % columns]
    for (let k = tried[i]; k < ways.length; k += 2) {
      const [down, across] = [ways[k], ways[k + 1]]
      const paid = step * (down * down + across * across) - saliency[i]
      if (paid >= 0) break
      const [y, x] = [row + down, column + across]
      if (y < 0 || y >= rows || x < 0 || x >= columns || !(seen[y * columns + x] > 0)) continue
      cost[i] = paid
      tried[i] = k + 2
      return y * columns + x
    }
    tried[i] = ways.length
    return -1
  }
  const choice = Int32Array.from({ length: count }, (_, i) => choose(i))
  const shown = new Int32Array(count)
  for (let round = 0, settled = false; round < side && !settled; round++) {
    shown.fill(-1)
    // The first patch stands for all that gain nothing, where nobody else comes
    if (choice[0] < 0 && seen[0] <= 0) shown[0] = 0
    for (let i = 0; i < count; i++) {
      const j = choice[i]
      if (j >= 0 && (shown[j] < 0 || cost[i] < cost[shown[j]])) shown[j] = i
    }
    settled = true
    for (let i = 0; i < count && round < side - 1; i++) {
      const j = choice[i]
      if (j < 0 || shown[j] === i) continue
      choice[i] = choose(i)
      settled = false
    }
  }
  return shown
}
