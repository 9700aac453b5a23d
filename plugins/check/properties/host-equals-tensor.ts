import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { CLASSES, cellsOf, classIndices, noise } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { trials } from '../trials.js'

/**
 * Decibels blended as powers magnify roundings to float32, those of two powers and of their sum,
 * 10 / ln 10 times: 4.3 * 3 * 2^-24 = 8e-7, and the logarithm and the last sum round once more.
 */
const ROUNDED = 2e-6

/** Arrays on the host are mixed as tensors are: floats alike, bytes to the nearest whole number. */
export const hostEqualsTensor = property(async function * (entry, options) {
  const targets = { label: { classes: CLASSES } }
  for (const { title, mix, shape, x, plan } of trials(entry, options, { targets })) {
    const label = classIndices(shape.size)
    // A batch that is kept for the next step is on one side only
    const apply = <X>(x: X) => {
      mix.dispose()
      return mix.apply({ x, label }, plan)
    }
    const device = apply(x)
    const host = apply({ data: await read(x) as Float32Array, shape: x.shape })
    const far = Math.max(
      distance(host.x.data, await read(device.x)),
      distance((host.label as unknown as { data: Float32Array }).data, await read(device.label)))
    const allowed = isElementary(plan) ? ROUNDED + 10 * await inexactness() : 1e-6
    if (!(far <= allowed)) yield `host and device are ${far} apart at ${title}`
    const bytes = Uint8Array.from(noise(cellsOf(shape), 9, 0, 256))
    const exact = await read(apply(tf.tensor4d(bytes, x.shape, 'float32')).x)
    const mixed = apply({ data: bytes, shape: x.shape }).x.data
    const off = distance(mixed, exact)
    if (!(off <= 0.5 + 1e-4)) yield `bytes are ${off} from the mix of floats at ${title}`
  }
})

/** Whether a plan blends or closes by more than sums: exponentials, logarithms, roots. */
function isElementary ({ layers, after = [] }: Plan<unknown>): boolean {
  return after.length > 0 || layers.some(({ blend }) => typeof blend === 'object')
}

/** How far elementary functions of a backend are from those of the host: nothing but on GPUs. */
async function inexactness (): Promise<number> {
  const x = Float32Array.from({ length: 64 }, (_, k) => (k + 1) / 16)
  const there = tf.tidy(() => {
    const numbers = tf.tensor1d(x)
    return tf.concat([tf.exp(tf.neg(numbers)), tf.log(numbers), tf.sqrt(numbers)])
  })
  const here = [(n: number) => Math.exp(-n), Math.log, Math.sqrt].flatMap(f => Array.from(x, f))
  const off = distance(await read(there), Float32Array.from(here))
  there.dispose()
  return off
}
