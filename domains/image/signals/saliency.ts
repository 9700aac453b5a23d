import { fail } from '../../../core/errors.js'
import { isTensor } from '../../../core/index.js'
import type { HostArray, SignalProvider } from '../../../core/index.js'
import { fineGrainedMap } from './fine-grained.js'
import { spectralResidualMap } from './spectral-residual.js'

/** A map for every image, `[rows, height, width]`: how much is to be seen there, 0 or more. */
export type SaliencyMaps = HostArray<Float32Array>

/** Bytes or floats `[height, width, channels]` to their map, `[height · width]`. */
type MapOf = (image: HostArray<Uint8Array>) => ArrayLike<number>

/**
 * A saliency of images on the host, for mixers that ask for it: `createMixer(saliencymix(), {
 * signals: { saliency: fineGrainedSaliency } })`. OpenCV's fine-grained static saliency.
 *
 * @throws SIGNAL where x is no array of bytes: it is not read from a device
 */
export const fineGrainedSaliency: SignalProvider<SaliencyMaps> =
  batch => mapsOf(batch, 'fineGrainedSaliency', fineGrainedMap)

/** A saliency of images on the host, spectral residual: as `fineGrainedSaliency`. */
export const spectralResidualSaliency: SignalProvider<SaliencyMaps> =
  batch => mapsOf(batch, 'spectralResidualSaliency', spectralResidualMap)

function mapsOf (batch: unknown, who: string, mapOf: MapOf): SaliencyMaps {
  const { x } = Object(batch) as { readonly x?: unknown }
  const { data: found, shape: given } = Object(x) as Partial<HostArray>
  if (isTensor(x) || found === undefined || given?.length !== 4) {
    const remedy = 'it is computed from bytes on the host: give x as { data, shape } ' +
      'with a Uint8Array, or a function of your own'
    throw fail('SIGNAL', who, 'saliency', remedy)
  }
  const { data, shape: [rows, height, width, channels] } = x as HostArray<Uint8Array>
  const size = height * width
  const maps = new Float32Array(rows * size)
  for (let row = 0; row < rows; row++) {
    const image = data.subarray(row * size * channels, (row + 1) * size * channels)
    maps.set(Float32Array.from(mapOf({ data: image, shape: [height, width, channels] })),
      row * size)
  }
  return { data: maps, shape: [rows, height, width] }
}
