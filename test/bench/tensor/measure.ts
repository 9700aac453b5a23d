import * as tf from '@tensorflow/tfjs-core'
import type { Bounds } from './bounds.js'
import type { Case } from './case.js'

/** Milliseconds of many rounds: the middle, and the middle half. */
export interface Times {
  readonly median: number
  readonly quarters: readonly [lower: number, upper: number]
}

/** A case as it was timed. */
export interface Measured {
  readonly name: string
  readonly bound: string
  readonly limit: number
  readonly aim?: number
  readonly rounds: number
  readonly time: Times
  readonly boundTime?: Times
  /** The middle of the ratios round by round: what disturbs a round disturbs both. */
  readonly ratio?: Times
}

/**
 * Times cases by turns, each beside its bound, so that a disturbance meets all of them.
 *
 * @param rounds - that count; a few before them warm up
 */
export async function measure (
  cases: readonly Case[], bounds: Bounds | undefined, rounds: number
): Promise<Measured[]> {
  const warmUp = 5
  const times = cases.map(() => ({ own: [] as number[], bound: [] as number[] }))
  for (let round = -warmUp; round < rounds; round++) {
    for (const [k, { run, bound }] of cases.entries()) {
      const own = timed(run)
      const beside = await bounds?.time(bound)
      if (round < 0) continue
      times[k].own.push(own)
      if (beside !== undefined) times[k].bound.push(beside)
    }
  }
  return cases.map(({ name, bound, limit, aim }, k) => {
    const { own, bound: beside } = times[k]
    const of = { name, bound, limit, aim, rounds, time: timesOf(own) }
    if (beside.length === 0) return of
    return { ...of, boundTime: timesOf(beside), ratio: timesOf(own.map((t, i) => t / beside[i])) }
  })
}

function timed (run: () => unknown): number {
  tf.engine().startScope('bench')
  const start = performance.now()
  run()
  const took = performance.now() - start
  tf.engine().endScope()
  return took
}

function timesOf (values: readonly number[]): Times {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]
  return { median: at(0.5), quarters: [at(0.25), at(0.75)] }
}
