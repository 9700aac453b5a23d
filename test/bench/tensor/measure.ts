import * as tf from '@tensorflow/tfjs-core'
import type { Line } from '../figures.js'
import { timesOf } from '../figures.js'
import { bytesOf } from './bounds.js'
import type { Case, Run, Shape } from './case.js'
import type { Child } from './child.js'
import type { Peers } from './peers.js'

/** Who runs beside. */
export interface Beside {
  readonly bounds?: Child
  readonly peers?: Peers
  readonly loops?: Child
}

/** One who does the work of a case, and how long it took in every round. */
interface Runner {
  readonly who: string
  readonly time: () => Promise<number | undefined>
  /** Milliseconds by round. */
  readonly found: Map<number, number>
  readonly bytes?: number
}

/** Who takes this long, in ms, takes part in a third of the rounds: figures, not patience. */
const slow = 400

/**
 * Times the cases of a shape by turns, everyone who does the work of a case right after the other,
 * so that a disturbance meets all of them.
 *
 * @param rounds - that count; three before them warm up, one for who is slow
 */
export async function measure (
  cases: readonly Case[], shape: Shape, beside: Beside, rounds: number
): Promise<Line[]> {
  const warmUp = 3
  const runners = cases.map(each => runnersOf(each, shape, beside))
  for (let round = -warmUp; round < rounds; round++) {
    for (const runner of runners.flat()) {
      const { found, time } = runner
      if (round % 3 !== 0 && Math.min(...found.values()) > slow && found.size > 0) continue
      const took = await time()
      if (took !== undefined) found.set(round, took)
    }
  }
  runners.flat().forEach(({ found }) => {
    for (let round = -warmUp; round < 0; round++) found.delete(round)
  })
  const size = shape.filter(length => length > 1).join(' × ')
  return cases.map(({ name, targets = [] }, k) => {
    const took = runners[k].filter(({ found }) => found.size > 0)
    const [own] = took
    return {
      size,
      name,
      columns: took.map(({ who, found, bytes }) => ({
        who, rounds: found.size, ...timesOf([...found.values()]),
        ...bytes === undefined ? {} : { bytes }
      })),
      verdicts: targets.flatMap(target => {
        const other = took.find(({ who }) => who === target.against)
        if (other === undefined) return []
        const ratios = [...other.found].map(([round, time]) => {
          const mine = own.found.get(round) ?? NaN
          return target.most === undefined ? time / mine : mine / time
        })
        return [{ ...target, ratio: timesOf(ratios) }]
      })
    }
  })
}

function runnersOf (
  { name, run, rivals = {}, loop, bounds = {}, peer }: Case, shape: Shape, beside: Beside
): Runner[] {
  const here = Object.entries({ remixture: run, ...rivals }).map(([who, act]) =>
    ({ who, time: () => Promise.resolve(timed(act)), found: new Map() }))
  const inC = Object.entries(bounds).map(([who, bound]) => ({
    who,
    time: async () => beside.bounds?.time(bound),
    found: new Map(),
    bytes: bytesOf(bound, shape)
  }))
  const ways = peer === undefined ? {} : beside.peers?.ways ?? {}
  const inPython = Object.entries(ways).map(([who, time]) =>
    ({ who, time: () => time(peer ?? ''), found: new Map() }))
  const [own, ...others] = here
  const apart = loop === undefined
    ? []
    : [{ who: 'plain JS', time: async () => beside.loops?.time(name), found: new Map() }]
  return [own, ...inC, ...others, ...apart, ...inPython]
}

function timed (run: Run): number {
  tf.engine().startScope('bench')
  let start = performance.now()
  run(() => { start = performance.now() })
  const took = performance.now() - start
  tf.engine().endScope()
  return took
}
