/** Tempi that are looked for, in bpm. */
export interface TempoRange { readonly low: number, readonly high: number }

/** How alike a curve is to itself some frames later, from 0 to 1; lags may be fractions. */
export interface Similarity {
  /** By its lag in frames; 0 beyond the lags that are known. */
  at (lag: number): number
  readonly longest: number
}

/** The unbiased autocorrelation of a curve, up to a lag. */
export function similarityOf (curve: Float64Array, longest: number): Similarity {
  const mean = curve.reduce((sum, each) => sum + each, 0) / curve.length
  const flat = curve.map(each => each - mean)
  const count = Math.min(longest, curve.length - 1)
  const list = new Float64Array(count + 1)
  for (let lag = 0; lag <= count; lag++) list[lag] = likeness(flat, lag)
  const power = list[0] || 1
  return {
    longest: count,
    at: lag => {
      const before = Math.floor(lag)
      if (before < 0 || before + 1 > count) return 0
      const share = lag - before
      return ((1 - share) * list[before] + share * list[before + 1]) / power
    }
  }
}

/** The mean product of a curve and itself so many frames later. */
function likeness (flat: Float64Array, lag: number): number {
  let sum = 0
  for (let k = lag; k < flat.length; k++) sum += flat[k] * flat[k - lag]
  return sum / (flat.length - lag)
}

/** A period and its multiples together. */
function strengthOf (similarity: Similarity, lag: number): number {
  return similarity.at(lag) + 0.5 * similarity.at(2 * lag) + 0.25 * similarity.at(3 * lag) +
    0.33 * similarity.at(4 * lag)
}

const relations = [1, 2, 1 / 2, 3, 1 / 3, 3 / 2, 2 / 3, 4 / 3, 3 / 4]

/**
 * Periods of beats that a curve allows, in frames: its strongest ones and those that stand in a
 * simple relation to them, each refined on its multiples.
 */
export function candidatePeriods (
  similarity: Similarity, rate: number, { low, high }: TempoRange
): number[] {
  const [least, most] = [60 * rate / high, 60 * rate / low]
  const tops: Array<{ lag: number, strength: number }> = []
  for (let lag = Math.ceil(least); lag <= most; lag++) {
    const strength = strengthOf(similarity, lag)
    if (strength > strengthOf(similarity, lag - 1) && strength >= strengthOf(similarity, lag + 1))
      tops.push({ lag, strength })
  }
  tops.sort((a, b) => b.strength - a.strength)
  const found: number[] = []
  for (const { lag } of tops.slice(0, 8)) {
    const exact = refined(similarity, lag)
    for (const relation of relations) {
      const period = exact * relation
      const known = found.some(other => Math.abs(Math.log(other / period)) < 0.025)
      if (period >= least && period <= most && !known) found.push(period)
    }
  }
  return found
}

/** A lag in steps of 1/50 of a frame, by how well its multiples up to the eighth agree. */
function refined (similarity: Similarity, lag: number): number {
  let [best, most] = [lag, -Infinity]
  for (let each = lag - 1; each <= lag + 1; each += 0.02) {
    let sum = 0
    for (let k = 1; k <= 8 && k * each < similarity.longest; k++) sum += similarity.at(k * each)
    if (sum > most) [best, most] = [each, sum]
  }
  return best
}
