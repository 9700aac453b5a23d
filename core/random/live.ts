import type { Recorder } from '../contract/mixer.js'
import { fail } from '../errors.js'
import { categorical, permutation } from './discrete.js'
import { recorder, type Origin } from './draws.js'
import { beta, dirichlet } from './gamma.js'
import { normal } from './normal.js'
import type { Place } from './place.js'
import type { Rng } from './rng.js'
import { int, uniform } from './uniform.js'

/**
 * Draws from a seeded generator. Every name has a stream of its own, `rng.fork(name)`, so a draw
 * that is added to a mixer, or asked for earlier, changes no other.
 *
 * `fork(place)` draws below `rng.fork(place)` into the same record, `next()` below
 * `rng.fork('then')` into its own.
 * @throws OPTION for what is no generator
 * @throws DRAW, as it is drawn, for parameters that make no distribution
 */
export function live (rng: Rng): Recorder {
  if (typeof (rng as Rng | null | undefined)?.fork !== 'function')
    throw fail('OPTION', 'live', 'rng', 'must be made by Rng()', rng)
  return recorder(chance(rng))
}

function chance (rng: Rng): Origin {
  const streams = new Map<string, Rng>()
  const of = (name: string): Rng => kept(streams, name, () => rng.fork(name))
  // A branch that is taken twice goes on: it does not draw the same again
  const branches = new Map<Place, Origin>()
  let further = 0
  return {
    uniform: (name, low, high) => uniform(of(name), low, high, name),
    int: (name, low, end) => int(of(name), low, end, name),
    normal: name => normal(of(name)),
    beta: (name, alpha, second) => beta(of(name), alpha, second, name),
    dirichlet: (name, alpha, size) => dirichlet(of(name), alpha, size, name),
    chance: (name, probability) => of(name).uniform() < probability,
    categorical: (name, weights) => categorical(of(name), weights, name),
    permutation: (name, size) => permutation(of(name), size, name),
    seed: name => of(name).uniform() * 2 ** 53,
    fork: place => kept(branches, place, () => chance(rng.fork(place))),
    next: () => chance(rng.fork(++further === 1 ? 'then' : `then ${further}`))
  }
}

function kept<K, V> (known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
