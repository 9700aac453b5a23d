import { chiSquare } from './statistics.js'

/** Probabilities of numbers. */
export type DiscreteLaw = ReadonlyMap<number, number>

/** The law of `value` over equally likely cases. */
export function lawOf<T> (cases: readonly T[], value: (each: T) => number): DiscreteLaw {
  const law = new Map<number, number>()
  for (const each of cases) add(law, value(each), 1 / cases.length)
  return law
}

/** The law of `join(a, b)` for independent a and b. */
export function joined (
  first: DiscreteLaw, second: DiscreteLaw, join: (a: number, b: number) => number
): DiscreteLaw {
  const law = new Map<number, number>()
  for (const [a, p] of first) for (const [b, q] of second) add(law, join(a, b), p * q)
  return law
}

/** One law or the other, by their weights. */
export function mixture (
  parts: ReadonlyArray<readonly [law: DiscreteLaw, weight: number]>
): DiscreteLaw {
  const law = new Map<number, number>()
  for (const [part, weight] of parts) for (const [value, p] of part) add(law, value, p * weight)
  return law
}

function add (law: Map<number, number>, value: number, p: number): void {
  law.set(value, (law.get(value) ?? 0) + p)
}

/** Chi-square of samples under a law; neighbouring values are pooled until 5 are expected. */
export function chiSquareOf (samples: readonly number[], law: DiscreteLaw): number {
  const seen = new Map<number, number>()
  for (const sample of samples) add(seen, sample, 1)
  const values = [...new Set([...law.keys(), ...seen.keys()])].sort((a, b) => a - b)
  const cells: Array<[observed: number, expected: number]> = []
  let open: [number, number] = [0, 0]
  for (const value of values) {
    open = [open[0] + (seen.get(value) ?? 0), open[1] + (law.get(value) ?? 0) * samples.length]
    if (open[1] < 5) continue
    cells.push(open)
    open = [0, 0]
  }
  const last = cells[cells.length - 1]
  last[0] += open[0]
  last[1] += open[1]
  return chiSquare(cells.map(([count]) => count), cells.map(([, mean]) => mean))
}

/**
 * Where a sample stands in its law, spread over the probability of its value by `share`: uniform
 * on [0, 1] if the law is right, whatever it is.
 */
export function position (sample: number, law: DiscreteLaw, share: number): number {
  let below = 0
  for (const [value, p] of law) if (value < sample) below += p
  return below + share * (law.get(sample) ?? 0)
}

export function moments (law: DiscreteLaw): { mean: number, deviation: number } {
  let [mean, square] = [0, 0]
  for (const [value, p] of law) {
    mean += value * p
    square += value * value * p
  }
  return { mean, deviation: Math.sqrt(square - mean * mean) }
}
