import type { Recorder } from '../contract/mixer.js'
import type { Seed } from '../contract/plan.js'
import type { Place } from './place.js'
import { parameters } from './parameters.js'

/** Where the values of draws come from. Parameters are sound when they get here. */
export interface Origin {
  uniform (name: string, low: number, high: number): number
  int (name: string, low: number, end: number): number
  normal (name: string): number
  beta (name: string, alpha: number, beta: number): number
  dirichlet (name: string, alpha: number, size: number): number[]
  chance (name: string, probability: number): boolean
  categorical (name: string, weights: readonly number[]): number
  permutation (name: string, size: number): Int32Array
  seed (name: string): Seed
  /** The origin of a branch. */
  fork (place: Place): Origin
  /** The origin of a further plan; every call is for another one. */
  next (): Origin
}

/**
 * Draws from an origin that keep a record: what was drawn, in order, under its name. A chance is
 * recorded as 1 or 0, a permutation and shares as their elements. A recorded stream that stands
 * for a seed leaves its name in the record and no number: a record does not hold streams.
 */
export function recorder (origin: Origin, drawn = new Map<string, Drawn[]>()): Recorder {
  const keep = <V extends Drawn>(name: string, value: V): V => {
    const list = drawn.get(name) ?? []
    drawn.set(name, list)
    // Who draws a list may change it
    list.push(typeof value === 'number' ? value : value.slice())
    return value
  }
  return {
    uniform (name, low = 0, high = 1) {
      parameters.uniform(name, low, high)
      return keep(name, origin.uniform(name, low, high))
    },
    int (name, ...range) {
      const [low, end] = range.length === 1 ? [0, range[0]] : range
      parameters.int(name, low, end)
      return keep(name, origin.int(name, low, end))
    },
    normal: name => keep(name, origin.normal(name)),
    beta (name, alpha, beta = alpha) {
      parameters.beta(name, alpha, beta)
      return keep(name, origin.beta(name, alpha, beta))
    },
    dirichlet (name, alpha, size) {
      parameters.dirichlet(name, alpha, size)
      return keep(name, origin.dirichlet(name, alpha, size))
    },
    chance (name, probability) {
      parameters.chance(name, probability)
      return keep(name, origin.chance(name, probability) ? 1 : 0) === 1
    },
    categorical (name, weights) {
      parameters.categorical(name, weights)
      return keep(name, origin.categorical(name, weights))
    },
    permutation (name, size) {
      parameters.permutation(name, size)
      return keep(name, origin.permutation(name, size))
    },
    seed (name) {
      const seed = origin.seed(name)
      keep(name, typeof seed === 'number' ? seed : [])
      return seed
    },
    record: () => Object.fromEntries(Array.from(drawn, ([name, list]) => [name, joined(list)])),
    fork: place => recorder(origin.fork(place), drawn),
    next: () => recorder(origin.next())
  }
}

type Drawn = number | number[] | Int32Array

/** One list of all; a long one that grows is copied again and again. */
function joined (parts: readonly Drawn[]): number[] {
  const all = Array<number>(parts.reduce<number>((sum, part) =>
    sum + (typeof part === 'number' ? 1 : part.length), 0))
  let next = 0
  for (const part of parts) {
    if (typeof part === 'number') all[next++] = part
    else for (let index = 0; index < part.length; index++) all[next++] = part[index]
  }
  return all
}
