import type { Tensor } from '@tensorflow/tfjs-core'
import type { Corners } from './boxes.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'

/** Boxes of outputs, and the boxes of rows that show in them, as large; `[size or 1, 2]`. */
export interface MovedBoxes extends Corners { readonly from: Corners }

/** Cells of masks, each shown where it is 1, `outside` where it is 0. */
export interface ShownCells {
  readonly levels: Uint8Array
  /** Where the mask of an output begins. */
  readonly first: Int32Array
  readonly outside: boolean
  /** The cell that every line, and every place of one, falls into: they sum to its number. */
  readonly at: readonly [Int32Array, Int32Array]
}

/** What is seen of a row, wholly, in some places of every output. */
export interface Patch {
  /** Which input it shows, and which row of it on every output; absent: row i for output i. */
  readonly input: number
  readonly rows?: Int32Array
  /** What it is mixed with: rows as wide, float32 both, and how strongly outputs show either. */
  readonly mixed?: {
    readonly input: number
    readonly rows?: Int32Array
    readonly shares: readonly Float64Array[]
  }
  readonly seen: MovedBoxes | ShownCells
}

/** What a kernel gets as attributes. */
export interface AssembleAttributes {
  /** Of the outputs: `[size, height, width, …]`. */
  readonly shape: readonly number[]
  /** One over the other. Where none is, an output is 0. */
  readonly patches: readonly Patch[]
  /** The same by operations that lay one after the other. */
  readonly otherwise: () => Tensor
}

/**
 * Kernel `RemixtureAssemble`: inputs of any dtype. Patches that hide what is under them are put
 * together in one pass, which no gradient follows: where one is recorded, do `otherwise`.
 */
export const assemble: Operation<AssembleAttributes> = defineOperation({
  name: 'assemble',
  compose: (_inputs, { otherwise }) => otherwise()
})
