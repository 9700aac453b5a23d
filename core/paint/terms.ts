import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { isIdentity } from '../plan/layers.js'
import { mixRows, takeRows } from '../tensor/index.js'
import type { Strength } from './strength.js'
import { fade, isOnes, pick, plus } from './strength.js'
import type { Stroke } from './strokes.js'

/** `strength[output] · x[rows[output]]`, one part of what is there so far. */
export interface Term<X = Tensor> {
  readonly x: X
  readonly rows: Int32Array
  readonly strength: Strength
  /** Nobody else has seen the tensor. */
  readonly fresh?: boolean
}

/**
 * What is there so far, as a weighted sum that is not computed yet: strokes that are seen
 * everywhere only change its terms, so that any number of them is one pass over memory.
 */
export type Terms<X = Tensor> = ReadonlyArray<Term<X>>

/** `there · (1 - c) + source · c` */
export function overTerms<X> (terms: Terms<X>, added: Term<X>): Terms<X> {
  if (isOnes(added.strength)) return [added]
  const faded = terms.map(term => ({ ...term, strength: fade(term.strength, added.strength) }))
  return addTerm(faded, added)
}

/**
 * Adds a term, into one that shows the same rows if there is one: a row mixed with itself stays
 * what it is.
 */
export function addTerm<X> (terms: Terms<X>, added: Term<X>): Terms<X> {
  const same = terms.findIndex(term => term.x === added.x && sameRows(term.rows, added.rows))
  if (same < 0) return [...terms, added]
  return terms.map((term, t) =>
    t === same ? { ...term, strength: plus(term.strength, added.strength) } : term)
}

/**
 * The sum, computed: an input itself where nothing is to be done, else a new tensor `[size, …]`.
 */
export function settle (terms: Terms, size: number, row: readonly number[]): Tensor {
  // Not tf.zeros, which are made on the host and brought over
  if (terms.length === 0) return tf.fill([size, ...row], 0)
  const [{ x, rows, strength }] = terms
  if (terms.length > 1 || !isOnes(strength)) {
    return mixRows(terms.map(term => ({ x: term.x, rows: term.rows, coefficient: term.strength })))
  }
  return size === x.shape[0] && isIdentity(rows, size) ? x : takeRows(x, rows)
}

/** The source of a stroke as a term: outputs without a piece see any row, by nothing. */
export function termOf<X> (stroke: Stroke, x: X, rows: Int32Array): Term<X> {
  const { pieceOf, entries } = stroke
  const coefficient = stroke.coefficient as Strength
  const index = coefficient instanceof Float64Array
    ? pieceOf
    : pieceOf.map(p => p < 0 ? -1 : entries[p])
  return {
    x,
    rows: pieceOf.map(piece => piece < 0 ? 0 : rows[piece]),
    strength: pick(coefficient, index)
  }
}

function sameRows (a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i])
}
