import type { Kernels } from '../wasm/kernels.js'

/** How far apart neighbours are along x, y and z, and how many numbers a line of them spans. */
function linesOf (
  [x, y, z]: readonly [number, number, number]
): ReadonlyArray<readonly [stride: number, length: number]> {
  return [[y * z * 3, x * y * z * 3], [z * 3, y * z * 3], [3, z * 3]]
}

/** Noise blurred twice along x, y and z in turn, each time to the mean of three nodes. */
export function blurred (
  noise: ArrayLike<number>, shape: readonly [number, number, number]
): Float32Array {
  let from = Float32Array.from(noise)
  let to = new Float32Array(from.length)
  for (let round = 0; round < 2; round++) {
    for (const [stride, length] of linesOf(shape)) {
      blur(from, to, stride, length)
      const spare = from
      from = to
      to = spare
    }
  }
  return from
}

function blur (from: Float32Array, to: Float32Array, stride: number, length: number): void {
  for (let start = 0; start < from.length; start += length) {
    const end = start + length
    // Both ends have one neighbour less
    for (let at = start; at < start + stride; at++) to[at] = (from[at] + from[at + stride]) / 3
    for (let at = start + stride; at < end - stride; at++)
      to[at] = (from[at - stride] + from[at] + from[at + stride]) / 3
    for (let at = end - stride; at < end; at++) to[at] = (from[at - stride] + from[at]) / 3
  }
}

/** Where noise lies in memory; vectors reach over the end of it. */
const NOISE = 64
const ROOM = 64

/** As `blurred`, to the same bits, in WebAssembly. */
export function fastBlurred (
  noise: ArrayLike<number>, shape: readonly [number, number, number], { run, room }: Kernels
): Float32Array {
  const bytes = 4 * noise.length
  const other = NOISE + bytes + ROOM
  const buffer = room(other + bytes + ROOM)
  const first = new Float32Array(buffer, NOISE, noise.length)
  first.set(noise)
  for (let round = 0; round < 6; round++) {
    const [stride, length] = linesOf(shape)[round % 3]
    const [from, to] = round % 2 === 0 ? [NOISE, other] : [other, NOISE]
    run.blur(from, to, bytes, 4 * stride, 4 * length)
  }
  return first.slice()
}
