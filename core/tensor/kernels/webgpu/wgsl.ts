import type { DataType } from '@tensorflow/tfjs-core'

/** How many numbers a thread makes at once. */
export type Lanes = 1 | 4

/** Threads that run together; every adapter allows as many. */
export const GROUP = 256

/** The lanes of rows of this many numbers. */
export function lanesOf (width: number): Lanes {
  return width % 4 === 0 ? 4 : 1
}

/** The type of the numbers of a tensor. */
export function typeOf (dtype: DataType): 'f32' | 'i32' {
  return dtype === 'float32' ? 'f32' : 'i32'
}

/** `Numbers` are what a thread makes, `Shares` as many floats, `Places` as many indices. */
export function aliases (lanes: Lanes, dtype: DataType): string {
  const type = typeOf(dtype)
  return lanes === 1
    ? `alias Numbers = ${type}; alias Shares = f32; alias Places = i32; const LANES = 0;`
    : `alias Numbers = vec4<${type}>; alias Shares = vec4<f32>; alias Places = vec4<i32>;
      const LANES = vec4<i32>(0, 1, 2, 3);`
}

/**
 * WGSL that looks numbers up one by one: `each(lanes, 'place', p => …)`.
 *
 * @param places - a variable that holds `Places`
 * @param look - the expression for one place
 */
export function each (lanes: Lanes, places: string, look: (place: string) => string): string {
  return lanes === 1
    ? look(places)
    : `vec4(${['x', 'y', 'z', 'w'].map(lane => look(`${places}.${lane}`)).join(', ')})`
}
