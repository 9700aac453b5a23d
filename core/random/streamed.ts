import { recorder, type Origin } from './draws.js'
import { fits, type Recorded } from './fits.js'
import { fail } from '../errors.js'
import type { ScriptRecorder } from './scripted.js'
import { tapes, type Script, type Tapes } from './tape.js'
import { between } from './uniform.js'

/** What a reference drew of every kind, in the order of its calls. */
export interface Streams {
  /** Numbers in [0, 1), as a generator gives them: scaled here, and compared for a chance. */
  readonly uniform?: ArrayLike<number>
  readonly normal?: ArrayLike<number>
  readonly beta?: ArrayLike<number>
  readonly int?: ArrayLike<number>
  /** The shares of every draw, one draw after the other. */
  readonly dirichlet?: ArrayLike<number>
  /** Indices. */
  readonly categorical?: ArrayLike<number>
  /** The elements of every permutation, one after the other. */
  readonly permutation?: ArrayLike<number>
  readonly seed?: ArrayLike<number | Recorded>
}

/**
 * Draws that replay one stream a kind, whatever the draws are called: the decisions of a reference
 * that logged its generator (timm's `np.random.rand`, `beta`, `randint`). A chance takes a uniform
 * number and is true below its probability. Branches and further plans go on in the same streams.
 *
 * The record holds what was drawn, by name, so it replays with `scripted`.
 * @throws SCRIPT, as it is drawn, where a stream is missing or used up, or a value does not fit
 * @throws DRAW, as it is drawn, for parameters that make no distribution
 */
export function streamed (streams: Streams): ScriptRecorder {
  const kinds = tapes(streams as Script)
  return { ...recorder(inOrder(kinds)), unused: kinds.left }
}

function inOrder ({ take, several }: Tapes): Origin {
  const share = (name: string): number => {
    const value = fits.share(name, take('uniform', name))
    if (value < 1) return value
    throw fail('SCRIPT', name, 'must be a number in [0, 1), got 1')
  }
  const origin: Origin = {
    uniform: (name, low, high) => between(share(name), low, high),
    int: (name, low, end) => fits.int(name, take('int', name), low, end),
    normal: name => fits.normal(name, take('normal', name)),
    beta: name => fits.share(name, take('beta', name)),
    dirichlet: (name, _, size) =>
      several(size, 'dirichlet', name).map(value => fits.share(name, value)),
    chance: (name, probability) => share(name) < probability,
    categorical: (name, weights) => fits.int(name, take('categorical', name), 0, weights.length),
    permutation: (name, size) => fits.permutation(name, several(size, 'permutation', name)),
    seed: name => fits.seed(name, take('seed', name)),
    fork: () => origin,
    next: () => origin
  }
  return origin
}
