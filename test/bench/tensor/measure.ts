import * as tf from '@tensorflow/tfjs-core'
import type { Column, Line } from '../figures.js'
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
  /** The same where the caches were left by whoever ran before. */
  readonly cold: Map<number, number>
  readonly bytes?: number
}

/** Who takes this long, in ms, takes part in a third of the rounds: figures, not patience. */
const slow = 400
/** Who takes less, in ms, may owe much of it to caches that whoever ran before has filled. */
const brief = 100

/**
 * Times the cases of a shape by turns, everyone who does the work of a case right after the other,
 * so that a disturbance meets all of them. Who is brief does it twice running, and the second time
 * counts, so that it matters to nobody who ran before.
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
      const { found, cold, time } = runner
      if (round % 3 !== 0 && Math.min(...found.values()) > slow && found.size > 0) continue
      const first = await time()
      if (first === undefined) continue
      if (first < brief) cold.set(round, first)
      found.set(round, first < brief ? await time() ?? first : first)
    }
  }
  for (const { found, cold } of runners.flat()) {
    for (let round = -warmUp; round < 0; round++) [found, cold].forEach(each => each.delete(round))
  }
  const size = shape.filter(length => length > 1).join(' × ')
  return cases.map(({ name, targets = [] }, k) => {
    const took = runners[k].filter(({ found }) => found.size > 0)
    const [own, ...others] = took
    return {
      size,
      name,
      columns: [
        column(own.who, own.found),
        ...own.cold.size > 0 ? [column(`${own.who}, cold`, own.cold)] : [],
        ...others.map(({ who, found, bytes }) =>
          ({ ...column(who, found), ...bytes === undefined ? {} : { bytes } }))
      ],
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

const column = (who: string, found: ReadonlyMap<number, number>): Column =>
  ({ who, rounds: found.size, ...timesOf([...found.values()]) })

function runnersOf (
  { name, run, rivals = {}, loop, bounds = {}, peer }: Case, shape: Shape, beside: Beside
): Runner[] {
  const runner = (who: string, time: Runner['time'], bytes?: number): Runner =>
    ({ who, time, bytes, found: new Map(), cold: new Map() })
  const [own, ...others] = Object.entries({ remixture: run, ...rivals }).map(([who, act]) =>
    runner(who, () => Promise.resolve(timed(act))))
  const inC = Object.entries(bounds).map(([who, bound]) =>
    runner(who, async () => beside.bounds?.time(bound), bytesOf(bound, shape)))
  const apart = loop === undefined
    ? []
    : [runner('plain JS', async () => beside.loops?.time(name))]
  const ways = peer === undefined ? {} : beside.peers?.ways ?? {}
  const inPython = Object.entries(ways).map(([who, time]) => runner(who, () => time(peer ?? '')))
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
