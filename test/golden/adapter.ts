import type { Tensor } from '@tensorflow/tfjs-core'
import type { HostArray } from '../../core/index.js'

/** A part of a case as the file has it. */
export type Given = Readonly<Record<string, unknown>>

/** Numbers in a file: row-major, whatever the rank. */
export interface GivenArray {
  readonly shape: readonly number[]
  readonly dtype?: string
  readonly data: readonly number[]
}

/** A result, or several by name or in a list; undefined for one that a case does not have. */
export type Output = Tensor | HostArray | ArrayLike<number> | number | string | boolean | null |
  undefined | readonly Output[] | Outputs
export interface Outputs { readonly [name: string]: Output }

/**
 * Maps a case to public calls of the library. It holds no law of the method: what it reports of a
 * plan, it reads there. It never sees what is expected.
 */
export type Adapter<Result = Outputs> =
  (inputs: Given, params: Given, decisions: Given) => Result | Promise<Result>

/**
 * Results of each published form of a law, where a case does not say which was run: it must meet
 * all results of one.
 */
export type Forms = Outputs | readonly Outputs[]
