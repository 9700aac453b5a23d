import type { Gate } from '../images/gate.js'
import type { SharpFunction } from '../images/sharp.js'

/** What a task finds in its thread. */
export interface Tools {
  readonly sharp: SharpFunction
  /** Lets as many images at a time through as the thread may work on. */
  readonly gate: Gate
  readonly signal: AbortSignal
}

/** What comes of a task: plain data, and an array in it that is not copied on its way. */
export interface Done<Result> {
  readonly result: Result
  readonly travels?: Uint8Array
}
