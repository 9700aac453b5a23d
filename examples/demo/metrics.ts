/** How well probabilities fit classes. */
export interface Scores {
  /** The share whose most probable class is right. */
  readonly accuracy: number
  /** Mean negative log-likelihood, in nats. */
  readonly nll: number
  /** Expected calibration error, 0 … 1. */
  readonly ece: number
}

/** The least probability whose logarithm is taken: the smallest normal float32. */
const tiny = 2 ** -126

/**
 * Accuracy, negative log-likelihood and expected calibration error: Σ |bin| / n · |accuracy of the
 * bin - its mean confidence| over bins of equal width, which are closed at their upper end.
 *
 * Guo et al., ICML 2017, arXiv:1706.04599, equation 3, with their 15 bins.
 *
 * @param probabilities - `[rows, classes]`, row by row
 * @param labels - the class of every row
 */
export function scores (probabilities: Float32Array, labels: Int32Array, bins = 15): Scores {
  const classes = probabilities.length / labels.length
  const counts = Array.from({ length: bins }, () => ({ right: 0, confidence: 0 }))
  let right = 0
  let surprise = 0
  labels.forEach((label, row) => {
    const given = probabilities.subarray(row * classes, (row + 1) * classes)
    const confidence = Math.max(...given)
    const hit = Number(given.indexOf(confidence) === label)
    const bin = counts[Math.min(bins, Math.max(1, Math.ceil(confidence * bins))) - 1]
    bin.right += hit
    bin.confidence += confidence
    right += hit
    surprise -= Math.log(Math.max(given[label], tiny))
  })
  const gaps = counts.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0)
  return {
    accuracy: right / labels.length, nll: surprise / labels.length, ece: gaps / labels.length
  }
}
