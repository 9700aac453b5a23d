import { boundsOf, isFinite } from '../points.js'
import type { Kernels } from '../wasm/kernels.js'

/** Points that are brought into memory at once, a multiple of four. */
const BLOCK = 2048
const LIMITS = 64
const POINTS = LIMITS + 128

/** As `boundsOf`, of floats, in WebAssembly. */
export function fastBounds (
  coordinates: Float32Array, { run, room }: Kernels
): ReturnType<typeof boundsOf> {
  // Whole points count or do not: the kernel looks at one number at a time
  if (!isFinite(coordinates)) return boundsOf(coordinates)
  const buffer = room(POINTS + 12 * BLOCK)
  const limits = new Float32Array(buffer, LIMITS, 24).fill(Infinity, 0, 12).fill(-Infinity, 12)
  const block = new Float32Array(buffer, POINTS, 3 * BLOCK)
  for (let from = 0; from < coordinates.length; from += block.length) {
    const mine = coordinates.subarray(from, from + block.length)
    block.set(mine)
    // What is no number has no say
    if (mine.length < block.length) block.fill(NaN, mine.length)
    run.widenLimits(POINTS, BLOCK, LIMITS)
  }
  const each = (from: number, reduce: (...numbers: number[]) => number): Float64Array =>
    Float64Array.from([0, 1, 2], axis =>
      reduce(...[0, 3, 6, 9].map(lane => limits[from + lane + axis])))
  return { low: each(0, Math.min), high: each(12, Math.max) }
}
