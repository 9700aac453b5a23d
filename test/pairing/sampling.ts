import { cmixup } from '../../core/index.js'
import { chiSquareDeviations, distributions, factsOf, naiveShares, partnersOf, pool } from
  './support.js'

/** Partners of one row, many times, against its row of the matrix of all pairs. */
export interface Sampled {
  readonly title: string
  /** Deviations of chi-square from the law, and from that of another bandwidth. */
  readonly z: number
  readonly wrong: number
}

export const bandwidths = [0.01, 0.3, 2, 50]

/** Every distribution with every bandwidth, by bins: above the number of rows that are kept. */
export function * sampled (size: number, draws: number): Generator<Sampled> {
  let seed = 11
  for (const [name, make] of Object.entries(distributions)) {
    for (const bandwidth of bandwidths) {
      const targets = make(size, ++seed)
      const row = seed * 37 % size
      const pairing = cmixup({ bandwidth })
      const counts = new Float64Array(size)
      const index = new Int32Array(draws).fill(row)
      partnersOf(pairing, factsOf(pool(targets), index), seed)
        .forEach(partner => { counts[partner]++ })
      const against = (scale: number): number => chiSquareDeviations(
        counts, naiveShares(targets, [targets[row]], bandwidth * scale), draws)
      yield { title: `${name}, bandwidth ${bandwidth}`, z: against(1), wrong: against(1.25) }
    }
  }
}
