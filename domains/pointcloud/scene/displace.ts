import type { Coordinates } from '../points.js'
import type { Kernels } from '../wasm/kernels.js'
import type { Elastic, NoiseGrid } from './elastic.js'

/**
 * Moves points in place by the noise where they are, between nodes in a line along every axis. What
 * lies beyond the nodes stays.
 */
export function displace (
  coordinates: Coordinates, noise: Float32Array, { start, shape }: NoiseGrid,
  { granularity, magnitude }: Elastic
): void {
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
    const fz = tz - iz
    const gz = 1 - fz
    const a = ix * strideX + iy * strideY + iz * 3
    const b = a + strideY
    const c = a + strideX
    const d = c + strideY
    const w00 = (1 - fx) * (1 - fy) * magnitude
    const w01 = (1 - fx) * fy * magnitude
    const w10 = fx * (1 - fy) * magnitude
    const w11 = fx * fy * magnitude
    for (let axis = 0; axis < 3; axis++) {
      coordinates[k + axis] = coordinates[k + axis] +
        w00 * (gz * noise[a + axis] + fz * noise[a + 3 + axis]) +
        w01 * (gz * noise[b + axis] + fz * noise[b + 3 + axis]) +
        w10 * (gz * noise[c + axis] + fz * noise[c + 3 + axis]) +
        w11 * (gz * noise[d + axis] + fz * noise[d + 3 + axis])
    }
  }
}

/** Points that are brought into memory at once. */
const BLOCK = 2048
/** Where they lie, and where the noise. */
const POINTS = 64
const NOISE = POINTS + 24 * BLOCK

/** As `displace`, to the same bits, in WebAssembly. */
export function fastDisplace (
  coordinates: Coordinates, noise: Float32Array, { start, shape }: NoiseGrid,
  { granularity, magnitude }: Elastic, { run, room }: Kernels
): void {
  const kind = coordinates.constructor as Float32ArrayConstructor
  const move = coordinates instanceof Float32Array ? run.displaceFloats : run.displaceDoubles
  const buffer = room(NOISE + noise.byteLength)
  new Float32Array(buffer, NOISE, noise.length).set(noise)
  for (let from = 0; from < coordinates.length; from += 3 * BLOCK) {
    const mine = coordinates.subarray(from, from + 3 * BLOCK)
    const block = new kind(buffer, POINTS, mine.length)
    block.set(mine)
    move(POINTS, mine.length / 3, NOISE, ...shape, ...start, 1 / granularity, magnitude)
    mine.set(block)
  }
}
