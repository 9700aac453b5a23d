import type { ConfiguredMixer, Facts, Plan } from '../../core/index.js'
import { Rng, defaultRegistry, live } from '../../core/index.js'
import { ksTest, normalCdf } from './statistics.js'

/** Random quantities of one mixer, and what their laws are. */
export interface Study {
  readonly title: string
  /** @param count - how many plans are drawn */
  run (count: number): readonly Claim[]
}

/** What is claimed of a quantity, how probable it makes the samples, and controls. */
export interface Claim {
  readonly claim: string
  readonly p: number
  /** How probable wrong laws make the same samples, or how probable wrong samples are: never. */
  readonly wrong: Readonly<Record<string, number>>
}

/** Facts of a batch of images, without a batch. */
export function factsOf (size: number, [height, width]: readonly number[], step = 0): Facts {
  return {
    size,
    shape: [height, width, 1],
    axes: ['height', 'width'],
    frame: [height, width],
    step,
    pools: { batch: { size } },
    signals: {}
  }
}

/** Plans of a mixer, one a step, as its run draws them. */
export function plansOf (
  mixer: ConfiguredMixer, count: number, size: number, frame: readonly number[], seed = 1
): Plan[] {
  const rng = Rng(seed)
  return Array.from({ length: count }, (_, step) =>
    mixer.plan(factsOf(size, frame, step), live(rng.fork('mix', step)), defaultRegistry.services))
}

/** Numbers in [0, 1) that no plan draws: an own generator (Marsaglia's xorshift32). */
export function uniforms (seed: number): () => number {
  let state = seed * 2654435761 >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** How probable it is that numbers are uniform on [0, 1]. */
export function uniformity (numbers: ArrayLike<number>): number {
  return ksTest(numbers, x => Math.min(1, Math.max(0, x)))
}

/** How probable a mean at least as far from the expected one is, both ways. */
export function meanTest (samples: readonly number[], mean: number, deviation: number): number {
  const sum = samples.reduce((total, sample) => total + sample, 0)
  const z = (sum / samples.length - mean) / deviation * Math.sqrt(samples.length)
  return 2 * (1 - normalCdf(Math.abs(z)))
}

/** How often every one of `cells` values occurs. */
export function counts (values: readonly number[], cells: number): number[] {
  const found = Array<number>(cells).fill(0)
  values.forEach(value => { found[value]++ })
  return found
}

/** As many counts as `total` gives by these shares. */
export function expected (shares: readonly number[], total: number): number[] {
  const sum = shares.reduce((all, share) => all + share, 0)
  return shares.map(share => share / sum * total)
}
