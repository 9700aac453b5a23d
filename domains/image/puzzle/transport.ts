/**
 * Which patch of an image goes where, so that its salient ones lie where it is seen: every patch
 * picks the place that pays best, one place takes one patch, and the others pick again.
 *
 * The authors' rounds (snu-mllab/PuzzleMix@e2dbf3a, `mask_transport`), as many as the longer side
 * has patches. A patch gains its saliency where it is seen, and pays `epsilon` times the square of
 * the way, as a share of the longer side. One that gains nothing is not looked at again: what it
 * could win is not seen.
 *
 * @param saliency - `[patches]`
 * @param seen - `[patches]`: above 0 where the image is seen
 * @returns `[patches]`: the patch that is shown in each place, -1 for none
 */
export function transportPatches (
  saliency: Float64Array, seen: ArrayLike<number>, [rows, columns]: readonly number[],
  epsilon: number
): Int32Array {
  const count = rows * columns
  const side = Math.max(rows, columns)
  const step = epsilon / Math.max(1, side - 1) ** 2
  const places = Array.from({ length: count }, (_, j) => j).filter(j => seen[j] > 0)
  const way = (i: number, j: number): number =>
    step * ((Math.floor(i / columns) - Math.floor(j / columns)) ** 2 +
      (i % columns - j % columns) ** 2)
  const refused = new Map<number, Set<number>>()
  const cost = new Float64Array(count)
  /** The place that pays best, the first among equals; -1 if none pays. */
  const choose = (i: number): number => {
    const lost = refused.get(i)
    if (seen[i] > 0 && lost === undefined && saliency[i] > 0) {
      cost[i] = -saliency[i]
      return i
    }
    if (saliency[i] <= step && seen[i] <= 0) return -1
    let best = -1
    cost[i] = 0
    for (const j of places) {
      const paid = way(i, j) - saliency[i]
      if (paid >= cost[i] || lost?.has(j) === true) continue
      cost[i] = paid
      best = j
    }
    return best
  }
  const choice = Int32Array.from({ length: count }, (_, i) => choose(i))
  const shown = new Int32Array(count)
  for (let round = 0; round < side; round++) {
    shown.fill(-1)
    // The first patch stands for all that gain nothing, where nobody else comes
    if (choice[0] < 0 && seen[0] <= 0) shown[0] = 0
    for (let i = 0; i < count; i++) {
      const j = choice[i]
      if (j >= 0 && (shown[j] < 0 || cost[i] < cost[shown[j]])) shown[j] = i
    }
    if (round === side - 1) break
    for (let i = 0; i < count; i++) {
      const j = choice[i]
      if (j < 0 || shown[j] === i) continue
      refused.set(i, (refused.get(i) ?? new Set()).add(j))
      choice[i] = choose(i)
    }
  }
  return shown
}
