import type { ErrorCode } from '../../../core/index.js'

/** How an exported function is called rightly, and wrongly. */
export interface Case {
  /** Arguments it takes. Any one of them is exchanged for things of other kinds. */
  readonly args: () => readonly unknown[]
  /** A call that must throw, or a promise that must be rejected, to the letter. */
  readonly wrong: ReadonlyArray<readonly [args: () => readonly unknown[], ErrorCode, string]>
  /** Arguments that only name something in errors: whatever they are. */
  readonly names?: readonly number[]
}

/** Nothing can be wrong: why. */
export interface Harmless { readonly harmless: string }

export type Cases = Readonly<Record<string, Case | Harmless>>

/** Things that some function might be called with by mistake. */
export const strangers: ReadonlyArray<readonly [string, unknown]> = [
  ['null', null], ['undefined', undefined], ['a number', 5], ['a negative number', -1],
  ['NaN', NaN], ['a text', 'text'], ['an empty text', ''], ['true', true],
  ['a symbol', Symbol('s')], ['a bigint', 3n], ['an object', {}],
  ['an object without a prototype', Object.create(null)], ['a list', []],
  ['a sparse list', Object.assign([], { length: 2 })], ['a list of null', [null]],
  ['a function', () => 1], ['a date', new Date(0)], ['an array', new Float32Array(2)],
  ['a promise', Promise.resolve(1)]
]
