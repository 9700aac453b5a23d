import type { ConfiguredMixer, Facts, Plan, Registry } from '../../core/index.js'
import { Rng, live } from '../../core/index.js'
import { betaBelow } from './beta.js'
import type { Seen } from './pieces.js'
import { piecesOf } from './pieces.js'
import type { BetaLaw } from './spied.js'
import { spied } from './spied.js'

/** Numbers of 0 … 1 that were drawn, and how many of them their law expects, bin by bin. */
export interface Drawn {
  readonly name: string
  readonly values: readonly number[]
  /** The share of values in every bin of equal width, by the law; sums to 1. */
  readonly expected: readonly number[]
}

/** How a mixer is studied. */
export interface StudyOptions {
  /** The shape of a row: `[height, width, channels]`. */
  readonly shape: readonly number[]
  /** Rows of a batch; 8 by default. */
  readonly size?: number
  /** Batches that are planned; 300 by default. */
  readonly plans?: number
  /** Bins of the histograms; 20 by default. */
  readonly bins?: number
  readonly seed?: number
}

/**
 * What a mixer draws and what stays visible of every row itself, each against its law: λ against
 * the beta law that it is drawn from, visible areas against those of five times as many plans.
 *
 * Nothing is painted. A mixer that needs a signal or a pool of its own cannot be studied.
 *
 * @throws what the mixer throws, such as SIGNAL or POOL
 */
export function study (
  mixer: ConfiguredMixer, registry: Registry, options: StudyOptions
): Drawn[] {
  const { shape, size = 8, plans = 300, bins = 20, seed = 0 } = options
  const facts = factsOf(mixer, registry, [size, ...shape])
  const lambdas = new Map<string, { values: number[], laws: BetaLaw[] }>()
  const note = (name: string, value: number, law: BetaLaw): void => {
    const found = lambdas.get(name) ?? { values: [], laws: [] }
    found.values.push(value)
    found.laws.push(law)
    lambdas.set(name, found)
  }
  const planned = (path: string, count: number, notes: typeof note): Plan[] =>
    Array.from({ length: count }, (_, step) => mixer.plan({ ...facts, step },
      spied(live(Rng(seed).fork(path, step)), notes), registry.services))
  const seen = planned('study', plans, note).flatMap(ownShares)
  const law = planned('law', 5 * plans, () => undefined).flatMap(ownShares)
  return [
    ...[...lambdas].map(([name, { values, laws }]) =>
      ({ name, values, expected: betaBins(laws, bins) })),
    ...seen.length === 0
      ? []
      : [{ name: 'visible area', values: seen, expected: shares(law, bins) }]
  ]
}

/** What may be known of a batch of black images of this shape, batch first. */
export function factsOf (
  mixer: ConfiguredMixer, registry: Registry, shape: readonly number[]
): Facts {
  const domain = registry.domain(mixer.domain === 'any' ? 'image' : mixer.domain)
  const data = new Uint8Array(shape.reduce((product, side) => product * side, 1))
  const known = domain.facts({ data, shape }, mixer.name)
  const pools = { batch: { size: known.size } }
  return { ...known, axes: domain.axes, step: 0, pools, signals: {} }
}

/** What stays visible of the first piece of every output; once, where all are alike. */
function ownShares (plan: Plan): number[] {
  if (plan.then !== undefined) return []
  const first = piecesOf(plan).map(([piece]) => (piece as Seen | undefined)?.share)
  const known = first.filter(share => share !== undefined)
  return known.every(share => share === known[0]) ? known.slice(0, 1) : known
}

/** The mean, over the laws that were drawn from, of the share of each bin. */
function betaBins (laws: readonly BetaLaw[], bins: number): number[] {
  const kinds = new Map<string, { law: BetaLaw, count: number }>()
  for (const law of laws) {
    const key = `${law.alpha} ${law.beta}`
    kinds.set(key, { law, count: (kinds.get(key)?.count ?? 0) + 1 })
  }
  return Array.from({ length: bins }, (_, bin) => {
    let sum = 0
    for (const { law: { alpha, beta }, count } of kinds.values()) {
      const inside = betaBelow((bin + 1) / bins, alpha, beta) - betaBelow(bin / bins, alpha, beta)
      sum += inside * count / laws.length
    }
    return sum
  })
}

/** The share of values in each of `bins` bins of 0 … 1; the last one holds 1 too. */
export function shares (values: readonly number[], bins: number): number[] {
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) counts[Math.min(bins - 1, Math.floor(value * bins))] += 1
  return counts.map(count => count / values.length)
}
