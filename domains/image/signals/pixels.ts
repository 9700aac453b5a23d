import { fail } from '../../../core/errors.js'
import type { AsynchronousProvider, Facts, HostArray } from '../../../core/index.js'
import { asynchronous, isTensor } from '../../../core/index.js'
import type { Pixels } from '../puzzle/borders.js'

/**
 * The images of a batch on the host, for mixers that look at them: read from the device where they
 * are there, which is why it is asynchronous.
 */
export const hostPixels: AsynchronousProvider<Pixels> = asynchronous(async batch => {
  const { x } = Object(batch) as { readonly x?: unknown }
  if (!isTensor(x)) return x as Pixels
  return { data: await (x).data<'float32'>(), shape: x.shape }
})

/**
 * The signal `pixels`, bytes as 0 … 1.
 *
 * @throws SIGNAL for what has not the shape of the batch
 */
export function pixelsOf (who: string, { size, shape, signals }: Facts): Pixels {
  const { data, shape: given } = Object(signals.pixels) as Partial<Pixels>
  const wanted = [size, ...shape]
  const listed = data instanceof Uint8Array || data instanceof Float32Array
  if (!listed || String(given) !== String(wanted)) {
    const form = wanted.join(', ')
    const remedy = `its function must give { data: Uint8Array or Float32Array, shape: [${form}] }`
    throw fail('SIGNAL', who, 'pixels', remedy)
  }
  return data instanceof Uint8Array
    ? { data: Float32Array.from(data, byte => byte / 255), shape: wanted }
    : { data, shape: wanted }
}

/**
 * The signs of the signal `gradient` of these rows as bytes: 0 below 0, 1 at it, 2 above.
 *
 * @throws SIGNAL where it is missing or has not the shape of the batch
 */
export function signsOf (
  who: string, { size, shape, signals }: Facts
): (rows: Int32Array | undefined) => Uint8Array {
  const { data, shape: given } = Object(signals.gradient) as Partial<HostArray<Float32Array>>
  const wanted = [size, ...shape]
  if (!(data instanceof Float32Array) || String(given) !== String(wanted)) {
    const form = wanted.join(', ')
    const remedy = `its function must give { data: Float32Array, shape: [${form}] }`
    throw fail('SIGNAL', who, 'gradient', remedy)
  }
  const all = Uint8Array.from(data, value => 1 + Math.sign(value))
  const each = data.length / size
  return rows => {
    if (rows === undefined) return all
    const taken = new Uint8Array(rows.length * each)
    rows.forEach((row, i) => { taken.set(all.subarray(row * each, (row + 1) * each), i * each) })
    return taken
  }
}
