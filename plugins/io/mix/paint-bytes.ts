import type { HostArray, Plan } from '../../../core/index.js'
import type { Buffers } from '../images/buffers.js'
import { byteBlends } from './byte-blend.js'
import { byteCanvas } from './byte-canvas.js'
import { byteStrokes } from './byte-strokes.js'

/**
 * Paints bytes `[rows, height, width, channels]` by a plan of whole rows and boxes, an output at a
 * time, to the very bytes that the image domain gives on the host: products and sums in float32,
 * rounded once, half to even. What is not blended is copied and products are looked up, so that it
 * costs little beside a decoder.
 *
 * @param take - where the outputs go: an array of a length, whatever it holds
 * @returns nothing for a plan that says more: the image domain paints those
 */
export function paintBytes (
  plan: Plan, x: HostArray<Uint8Array>, take: Buffers['take'] = length => new Uint8Array(length)
): HostArray<Uint8Array> | undefined {
  const [, height, width, channels] = x.shape
  const strokes = byteStrokes(plan, height, width)
  if (strokes === undefined) return undefined
  const row = height * width * channels
  const data = take(plan.size * row)
  let floats: Float32Array | undefined
  const scratch = (): Float32Array => floats ??= new Float32Array(row)
  const blendOf = byteBlends()
  for (let output = 0; output < plan.size; output++) {
    const image = data.subarray(output * row, (output + 1) * row)
    const canvas = byteCanvas(image, width * channels, channels, scratch)
    for (const { rowOf, coefficientOf, sum, boxOf } of strokes) {
      const from = rowOf(output) * row
      const source = x.data.subarray(from, from + row)
      const share = coefficientOf(output)
      const box = boxOf?.(output)
      if (share === 1 && !sum) canvas.copy(source, box)
      else if (share !== 0) canvas.blend(source, blendOf(sum ? 1 : 1 - share, share), box)
    }
    canvas.finish()
  }
  return { data, shape: [plan.size, height, width, channels] }
}
