import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Verdict } from '../figures.js'

/** Of a batch: rows, height, width, channels. */
export type Shape = readonly [rows: number, height: number, width: number, channels: number]

/** What all cases of a shape work on. */
export interface Scene {
  readonly shape: Shape
  readonly x: Tensor4D
  readonly values: Float32Array
  readonly bytes: Uint8Array
  /** A partner for every row, each once. */
  readonly partner: Int32Array
  /** One coefficient a row, and what it leaves of 1. */
  readonly shares: Float64Array
  readonly rest: Float64Array
}

/**
 * Does it once; tensors that it makes are disposed afterwards, outside of the time.
 *
 * @param restart - called where the time is to begin, if not at the beginning
 */
export type Run = (restart: () => void) => unknown

/** Something to be timed. */
export interface Case {
  readonly name: string
  readonly run: Run
  /** Others in this process. */
  readonly rivals?: Readonly<Record<string, Run>>
  /** The same in plain JavaScript, into a new array; timed in a process of its own. */
  readonly loop?: () => Float32Array
  /** Functions in C, by what they are called here. */
  readonly bounds?: Readonly<Record<string, string>>
  /** The name of the same work in peers.py. */
  readonly peer?: string
  readonly targets?: ReadonlyArray<Omit<Verdict, 'ratio'>>
}

/** Cases of one kind. */
export interface Group {
  readonly name: string
  /** Whether it works on rows that are short; pictures are what others work on. */
  readonly short?: boolean
  cases (scene: Scene): readonly Case[]
}

/** The C function that bounds it, and how many times its time it may take. */
export const within = (
  bound: string, most: number, aim?: number
): Required<Pick<Case, 'bounds' | 'targets'>> => ({
  bounds: { [`C ${bound}`]: bound },
  targets: [{ against: `C ${bound}`, most, ...aim === undefined ? {} : { aim } }]
})

export const lengthOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1)
