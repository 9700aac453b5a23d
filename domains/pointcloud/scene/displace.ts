import { roundingOf } from '../points.js'
import type { Coordinates } from '../points.js'
import type { Kernels } from '../wasm/kernels.js'
import type { Elastic, NoiseGrid } from './elastic.js'

/**
 * Points moved by the noise where they are, between nodes in a line along every axis, in the type
 * of the coordinates. What lies beyond the nodes stays.
 */
export function displace (
  coordinates: Coordinates, noise: Float32Array, { start, shape }: NoiseGrid,
  { granularity, magnitude }: Elastic
): Coordinates {
  const made = coordinates.slice()
  const round = roundingOf(coordinates)
  const [nx, ny, nz] = shape
  const [sx, sy, sz] = start
  const scale = 1 / granularity
  const [strideX, strideY] = [ny * nz * 3, nz * 3]
  for (let k = 0; k < coordinates.length; k += 3) {
    const tx = (coordinates[k] - sx) * scale
    const ty = (coordinates[k + 1] - sy) * scale
    const tz = (coordinates[k + 2] - sz) * scale
    if (!(tx >= 0 && ty >= 0 && tz >= 0 && tx <= nx - 1 && ty <= ny - 1 && tz <= nz - 1)) continue
    const ix = Math.min(tx | 0, nx - 2)
    const iy = Math.min(ty | 0, ny - 2)
    const iz = Math.min(tz | 0, nz - 2)
    const fx = tx - ix
    const fy = ty - iy
    const far = round(tz - iz)
    const near = round(1 - (tz - iz))
    const a = ix * strideX + iy * strideY + iz * 3
    const b = a + strideY
    const c = a + strideX
    const d = c + strideY
    const w00 = round((1 - fx) * (1 - fy) * magnitude)
    const w01 = round((1 - fx) * fy * magnitude)
    const w10 = round(fx * (1 - fy) * magnitude)
    const w11 = round(fx * fy * magnitude)
    const between = (node: number, weight: number): number => round(weight *
      round(round(near * noise[node]) + round(far * noise[node + 3])))
    for (let axis = 0; axis < 3; axis++) {
      let moved = round(coordinates[k + axis] + between(a + axis, w00))
      moved = round(moved + between(b + axis, w01))
      moved = round(moved + between(c + axis, w10))
      made[k + axis] = moved + between(d + axis, w11)
    }
  }
  return made
}

/** Points that are brought into memory at once. */
const BLOCK = 2048
/** Where they lie, and where the noise; vectors reach over the end of both. */
const POINTS = 64
const NOISE = POINTS + 24 * BLOCK + 64

/** As `displace`, to the same bits, in WebAssembly. */
export function fastDisplace (
  coordinates: Coordinates, noise: Float32Array, { start, shape }: NoiseGrid,
  { granularity, magnitude }: Elastic, { run, room }: Kernels
): Coordinates {
  const kind = coordinates.constructor as Float32ArrayConstructor
  const made = new kind(coordinates.length)
  const move = coordinates instanceof Float32Array ? run.displaceFloats : run.displaceDoubles
  const buffer = room(NOISE + noise.byteLength + 64)
  new Float32Array(buffer, NOISE, noise.length).set(noise)
  for (let from = 0; from < coordinates.length; from += 3 * BLOCK) {
    const mine = coordinates.subarray(from, from + 3 * BLOCK)
    const block = new kind(buffer, POINTS, mine.length)
    block.set(mine)
    move(POINTS, mine.length / 3, NOISE, ...shape, ...start, 1 / granularity, magnitude)
    made.set(block, from)
  }
  return made
}
