import type { Tensor } from '@tensorflow/tfjs-core'
import { colours, rowLabels } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { trials } from '../trials.js'

/** The share of a source in the target is the share of its colour among the pixels. */
export const targetShares = property(async function * (entry, options) {
  for (const { title, mix, shape, plan } of trials(entry, options)) {
    const { size } = shape
    const mixed = mix.apply({ x: colours(shape), label: rowLabels(size) }, plan)
    const far = distance(await read(mixed.label), await colourShares(mixed.x, size))
    if (!(far <= 1e-6)) yield `targets are ${far} from what is visible at ${title}`
  }
})

/** The mean of every channel of every output, `[outputs, channels]`, in float64. */
export async function colourShares (painted: Tensor, channels: number): Promise<Float64Array> {
  const [outputs, height, width] = painted.shape
  const shares = new Float64Array(outputs * channels)
  const pixels = height * width
  const values = await read(painted)
  values.forEach((value, k) => {
    shares[Math.floor(k / (pixels * channels)) * channels + k % channels] += value / pixels
  })
  return shares
}
