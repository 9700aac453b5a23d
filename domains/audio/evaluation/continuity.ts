import { metricalLevels, nearestTo } from './levels.js'

/** How much of a track is right: in one piece, and in all. */
export interface Continuity {
  /** At the annotated level. */
  readonly cmlc: number
  readonly cmlt: number
  /** At the best of five metrical levels. */
  readonly amlc: number
  readonly amlt: number
}

/** Of an interval, how far a beat may be off, and how much longer its own interval may be. */
const TOLERANCE = 0.175

/** Hainsworth's and Klapuri's continuity as mir_eval has it (`beat.continuity`). */
export function continuity (reference: Float64Array, estimated: Float64Array): Continuity {
  if (reference.length < 2 || estimated.length < 2) return { cmlc: 0, cmlt: 0, amlc: 0, amlt: 0 }
  const levels = metricalLevels(reference).map(level => atLevel(level, estimated))
  return {
    cmlc: levels[0].longest,
    cmlt: levels[0].all,
    amlc: Math.max(...levels.map(({ longest }) => longest)),
    amlt: Math.max(...levels.map(({ all }) => all))
  }
}

function atLevel (
  reference: Float64Array, estimated: Float64Array
): { longest: number, all: number } {
  const used = new Set<number>()
  let [run, longest, all] = [0, 0, 0]
  estimated.forEach((time, m) => {
    const nearest = nearestTo(time, reference)
    const right = !used.has(nearest) && isRight(reference, estimated, nearest, m)
    if (right) used.add(nearest)
    run = right ? run + 1 : 0
    longest = Math.max(longest, run)
    all += Number(right)
  })
  const count = Math.max(reference.length, estimated.length)
  return { longest: longest / count, all: all / count }
}

/** The first beat and the first annotation look forward, the others back. */
function isRight (
  reference: Float64Array, estimated: Float64Array, nearest: number, m: number
): boolean {
  const forward = m === 0 || nearest === 0
  const interval = (list: Float64Array, k: number): number => forward && k + 1 < list.length
    ? list[k + 1] - list[k]
    : list[k] - list.at(k - 1)!
  const annotated = interval(reference, nearest)
  const off = Math.abs((estimated[m] - reference[nearest]) / annotated)
  const longer = Math.abs(1 - interval(estimated, m) / annotated)
  return annotated !== 0 && off < TOLERANCE && longer < TOLERANCE
}
