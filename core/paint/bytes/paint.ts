import type { HostArray, Plan } from '../../contract/index.js'
import { byteBlends } from './blend.js'
import { byteCanvas } from './canvas.js'
import { byteStrokes } from './strokes.js'

/** Where outputs go: an array of a length, whatever it holds. */
export type Room = (length: number) => Uint8Array

/**
 * Paints bytes `[rows, ...axes, …]` by a plan of whole rows and boxes, an output at a time, to the
 * very bytes that floats would be rounded to. What is not blended is copied and nothing is computed
 * before it must be, so that it costs little beside a decoder.
 *
 * @param pools - rows of one shape
 * @returns nothing for a plan that says more
 */
export function paintBytes (
  plan: Plan<unknown>, pools: Readonly<Record<string, HostArray>>,
  room: Room = length => new Uint8Array(length)
): HostArray<Uint8Array> | undefined {
  const shape = pools.batch.shape.slice(1)
  const strokes = byteStrokes(plan, pools, shape)
  if (strokes === undefined) return undefined
  const lengths = shape.slice(0, plan.axes.length)
  const row = shape.reduce((product, n) => product * n, 1)
  const data = room(plan.size * row)
  let floats: Float32Array | undefined
  const scratch = (): Float32Array => floats ??= new Float32Array(row)
  const blendOf = byteBlends()
  for (let output = 0; output < plan.size; output++) {
    const canvas = byteCanvas(data.subarray(output * row, (output + 1) * row), lengths, scratch)
    for (const { pool, rowOf, coefficientOf, sum, boxOf } of strokes) {
      const from = rowOf(output) * row
      const source = pool.subarray(from, from + row)
      const share = coefficientOf(output)
      const box = boxOf?.(output)
      if (share === 1 && !sum) canvas.copy(source, box)
      else if (share !== 0) canvas.blend(source, blendOf(sum ? 1 : 1 - share, share), box)
    }
    canvas.finish()
  }
  return { data, shape: [plan.size, ...shape] }
}
