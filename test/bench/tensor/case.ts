import type { Tensor4D } from '@tensorflow/tfjs-core'

/** Of a batch: rows, height, width, channels. */
export type Shape = readonly [rows: number, height: number, width: number, channels: number]

/** What all cases of a shape work on. */
export interface Scene {
  readonly shape: Shape
  readonly x: Tensor4D
  readonly bytes: Uint8Array
  /** A partner for every row, each once. */
  readonly partner: Int32Array
  /** One coefficient a row, and what it leaves of 1. */
  readonly shares: Float64Array
  readonly rest: Float64Array
}

/** Something to be timed. */
export interface Case {
  readonly name: string
  /** The function in C that it is held against. */
  readonly bound: string
  /** How many times the bound it may take, and ought to; below 1 if it must be faster. */
  readonly limit: number
  readonly aim?: number
  /** Does it once; tensors that it makes are disposed afterwards, outside of the time. */
  run (): unknown
}

/** Cases of one kind. */
export interface Group {
  readonly name: string
  cases (scene: Scene): readonly Case[]
}
