import { nearestTo } from './levels.js'

/** Bins of the histogram of errors. */
const BINS = 41

/**
 * How far from uniform the errors of beats are, 0 … 1 (Davies et al., 2011; mir_eval's
 * `beat.information_gain`).
 */
export function informationGain (reference: Float64Array, estimated: Float64Array): number {
  if (reference.length < 2 || estimated.length < 2) return 0
  const most = Math.log2(BINS)
  return (most - Math.max(entropy(reference, estimated), entropy(estimated, reference))) / most
}

function entropy (reference: Float64Array, estimated: Float64Array): number {
  const edges = Float64Array.from({ length: BINS },
    (_, k) => k * (1 / BINS) - 0.5)
  const counts = new Float64Array(BINS)
  for (const time of estimated) {
    const error = errorOf(time, reference)
    const wrapped = error + 0.5 + Math.floor(-(error + 0.5)) + 0.5
    let bin = BINS - 1
    while (bin > 0 && wrapped < edges[bin]) bin--
    counts[bin]++
  }
  return counts.reduce((sum, count) => {
    const share = count / estimated.length
    return share === 0 ? sum : sum - share * Math.log2(share)
  }, 0)
}

/** Half of an error, in halves of the interval that the beat lies in. */
function errorOf (time: number, reference: Float64Array): number {
  const nearest = nearestTo(time, reference)
  const last = reference.length - 1
  const error = time - reference[nearest]
  const start = nearest === last || (nearest > 0 && error < 0) ? nearest - 1 : nearest
  // Before the first beat mir_eval measures by the distance of the first and the last one
  const interval = nearest === 0 && last > 0 && error < 0
    ? reference[0] - reference[last]
    : reference[start + 1] - reference[start]
  return 0.5 * error / (0.5 * interval)
}
