import { fail } from '../../../core/errors.js'
import type { HostArray, SignalProvider } from '../../../core/index.js'

/** The class of every pixel, `[rows, height, width]`. */
export type ClassMasks = HostArray<Uint8Array | Int32Array>

/**
 * The segmentation masks of a batch, for mixers that choose by class: `createMixer(
 * korniaTransplantation(), { signals: { masks: batchMasks } })`.
 *
 * @throws SIGNAL where the batch has no `mask` of class ids on the host: it is not read from a
 *   device
 */
export const batchMasks: SignalProvider<ClassMasks> = batch => {
  const { mask } = Object(batch) as { readonly mask?: unknown }
  const { data, shape } = Object(mask) as Partial<ClassMasks>
  if ((data instanceof Uint8Array || data instanceof Int32Array) && Array.isArray(shape))
    return { data, shape }
  const remedy = 'give the batch a "mask" of class ids on the host, { data: Uint8Array or ' +
    'Int32Array, shape: [rows, height, width] }'
  throw fail('SIGNAL', 'batchMasks', 'masks', remedy)
}
