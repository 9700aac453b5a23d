import type { Maps } from '../signals/given.js'
import { mapOf } from '../signals/given.js'
import { filtered, gaussian } from '../signals/spectral-residual.js'

/** What GuidedMixup blurs saliency by: the side of the kernel and its spread. */
export interface Blur { readonly kernel: number, readonly sigma: number }

/**
 * Maps blurred by a Gaussian, mirrored at the border, and made to sum to 1; even ones of rows
 * without any.
 *
 * @returns `[rows · height · width]`
 */
export function blurredShares (maps: Maps, { kernel, sigma }: Blur): Float32Array {
  const { shape: [rows, height, width] } = maps
  const shares = new Float32Array(maps.data.length)
  const weights = gaussian(kernel, sigma)
  for (let row = 0; row < rows; row++) {
    const map = Float64Array.from(mapOf(maps, row))
    const soft = filtered(map, [height, width], weights, 'mirror')
    const total = soft.reduce((sum, value) => sum + value, 0)
    shares.set(total > 0 ? soft.map(value => value / total) : soft.fill(1 / soft.length),
      row * soft.length)
  }
  return shares
}
