import type { Recorder } from '../contract/mixer.js'
import { recorder, type Origin } from './draws.js'
import { fail } from '../errors.js'
import { fits } from './fits.js'
import { tapes, type Script, type Tapes } from './tape.js'

/** A script and those of the further plans. A plan is one. */
export interface Chapter {
  readonly draws: Script
  readonly then?: Chapter
  readonly mixer?: string
}

/** Draws that replay a script. */
export interface ScriptRecorder extends Recorder {
  /** Entries with values that nobody asked for; those of further plans come after `then.`. */
  unused (): string[]
}

/**
 * Draws that replay values by name, such as the record of a plan or the decisions of another
 * implementation: `scripted({ lambda: 0.3, pair: [2, 0, 3, 1] })`.
 *
 * Every value is checked against what the draw could have given. `next()` moves to `then`, and
 * each further call to the `then` of that. The record is what was replayed.
 * @throws OPTION for what is no script
 * @throws SCRIPT for an entry that is neither a value nor a list; and, as it is drawn, for a name
 * that is missing or used up, and for a value that does not fit
 * @throws DRAW, as it is drawn, for parameters that make no distribution
 */
export function scripted (draws: Script, then?: Chapter): ScriptRecorder {
  return scriptOf({ draws, ...then && { then } })
}

function scriptOf (first: Chapter): ScriptRecorder {
  const pages: Tapes[] = []
  for (let chapter: Chapter | undefined = first; chapter; chapter = after(chapter))
    pages.push(tapes(chapter.draws))
  let open = 0
  const next = (): Origin => replayed(pages[++open] ?? tapes({}), next)
  return {
    ...recorder(replayed(pages[0], next)),
    unused: () => pages.flatMap(
      (page, depth) => page.left().map(name => 'then.'.repeat(depth) + name)
    )
  }
}

/**
 * The draws of a plan and of those after it, to make them again from the same facts.
 * @throws OPTION for what is no plan, and what `scripted` throws
 */
export function replay (plan: Chapter): ScriptRecorder {
  if (typeof plan !== 'object' || plan === null)
    throw fail('OPTION', 'replay', 'plan', 'must be a plan, or { draws, then }', plan)
  return scriptOf(plan)
}

/** What another mixer drew: a plan of which one mixer made several has its draws in the first. */
function after ({ then }: Chapter): Chapter | undefined {
  return then?.mixer?.includes('#') === true ? after(then) : then
}

function replayed ({ take, several }: Tapes, next: () => Origin): Origin {
  const origin: Origin = {
    uniform: (name, low, high) => fits.uniform(name, take(name), low, high),
    int: (name, low, end) => fits.int(name, take(name), low, end),
    normal: name => fits.normal(name, take(name)),
    beta: name => fits.share(name, take(name)),
    dirichlet: (name, _, size) => several(size, name).map(value => fits.share(name, value)),
    chance: name => fits.chance(name, take(name)),
    categorical: (name, weights) => fits.int(name, take(name), 0, weights.length),
    permutation: (name, size) => fits.permutation(name, several(size, name)),
    seed: name => fits.seed(name, take(name)),
    fork: () => origin,
    next
  }
  return origin
}
