import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { isIdentity } from '../plan/layers.js'
import { mixRows, takeRows } from '../tensor/index.js'
import type { Stroke } from './strokes.js'

/** How strongly a term is seen in every output. */
export type Strength = Float64Array | Tensor1D

/** `strength[output] · x[rows[output]]`, one part of what is there so far. */
export interface Term { readonly x: Tensor, readonly rows: Int32Array, readonly strength: Strength }

/**
 * What is there so far, as a weighted sum that is not computed yet: strokes that are seen everywhere only change its
 * terms, so that any number of them is one pass over memory.
 */
export type Terms = readonly Term[]

/** `there · (1 - c) + source · c` */
export function overTerms (terms: Terms, { x, rows, strength }: Term): Terms {
  if (isOnes(strength)) return [{ x, rows, strength }]
  return addTerm(terms.map(term => ({ ...term, strength: fade(term.strength, strength) })), { x, rows, strength })
}

/** Adds a term, into one that shows the same rows if there is one: a row mixed with itself stays what it is. */
export function addTerm (terms: Terms, added: Term): Terms {
  const same = terms.findIndex(term => term.x === added.x && sameRows(term.rows, added.rows))
  if (same < 0) return [...terms, added]
  return terms.map((term, t) => t === same ? { ...term, strength: plus(term.strength, added.strength) } : term)
}

/** The sum, computed: an input itself where nothing is to be done, else a new tensor `[size, …]`. */
export function settle (terms: Terms, size: number, row: readonly number[]): Tensor {
  if (terms.length === 0) return tf.zeros([size, ...row])
  const [{ x, rows, strength }] = terms
  if (terms.length > 1 || !isOnes(strength)) {
    return mixRows(terms.map(term => ({ x: term.x, rows: term.rows, coefficient: term.strength })))
  }
  return isIdentity(rows, x.shape[0]) && size === x.shape[0] ? x : takeRows(x, rows)
}

/** The source of a stroke as a term: outputs without a piece see any row, by nothing. */
export function termOf (stroke: Stroke, x: Tensor, rows: Int32Array): Term {
  const { pieceOf, coefficient } = stroke
  const spread = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(pieceOf, piece => piece < 0 ? 0 : values[piece])
  return {
    x,
    rows: pieceOf.map(piece => piece < 0 ? 0 : rows[piece]),
    strength: coefficient instanceof Float64Array ? spread(coefficient) : liveStrength(stroke)
  }
}

function liveStrength ({ pieceOf, entries, coefficient }: Stroke): Tensor1D {
  const live = coefficient as Tensor1D
  const all = tf.reshape(live, [live.size])
  const entry = pieceOf.map(piece => piece < 0 || live.size === 1 ? 0 : entries[piece])
  const spread = isIdentity(entry, live.size) ? all : takeRows(all, entry)
  const seen = pieceOf.map(piece => Number(piece >= 0))
  return (seen.includes(0) ? tf.mul(spread, tf.tensor1d(Float32Array.from(seen))) : spread) as Tensor1D
}

export function isOnes (strength: Strength): boolean {
  return strength instanceof Float64Array && strength.every(each => each === 1)
}

function sameRows (a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i])
}

function fade (strength: Strength, by: Strength): Strength {
  if (strength instanceof Float64Array && by instanceof Float64Array) return strength.map((each, i) => each * (1 - by[i]))
  return tf.mul(tensorOf(strength), tf.sub(1, tensorOf(by)))
}

function plus (a: Strength, b: Strength): Strength {
  if (a instanceof Float64Array && b instanceof Float64Array) return a.map((each, i) => each + b[i])
  return tf.add(tensorOf(a), tensorOf(b))
}

function tensorOf (strength: Strength): Tensor1D {
  return strength instanceof Float64Array ? tf.tensor1d(Float32Array.from(strength)) : strength
}
