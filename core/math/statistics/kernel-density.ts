import * as z from 'zod/mini'
import { parseOptions } from '../../define/options.js'
import { option, positive } from '../../define/schemas.js'
import { fail } from '../../errors.js'
import { silverman } from './bandwidth.js'
import type { GivenPoints } from './points.js'
import { tableOf } from './points.js'

const options = z.object({
  bandwidth: option(z.union([positive, z.literal('auto')])).default('auto')
})

/**
 * The density of points by a Gaussian kernel: a function of places that gives a density each.
 *
 * @param points - `[n]` or `[n, d]`
 * @param given - `bandwidth`, in units of the points; Silverman's by default
 * @returns `(places [m] or [m, d]) → [m]`; it integrates to 1
 * @throws INPUT for what are no finite points of one width; OPTION, UNKNOWN_OPTION
 */
export function kernelDensity (
  points: GivenPoints | ArrayLike<number>, given: { readonly bandwidth?: number | 'auto' } = {}
): (places: GivenPoints | ArrayLike<number>) => Float64Array {
  const { bandwidth: asked } = parseOptions('kernelDensity', options, given)
  const table = tableOf('kernelDensity', 'points', points)
  const { data, size, width } = table
  const bandwidth = asked === 'auto' ? silverman(table).value : asked
  const front = (2 * Math.PI) ** (-width / 2) * bandwidth ** -width / size
  return places => {
    const at = tableOf('kernelDensity', 'places', places)
    if (at.width !== width)
      throw fail('INPUT', 'kernelDensity', 'places', `must have ${width} numbers each`, at.width)
    return Float64Array.from({ length: at.size }, (_, m) => {
      let sum = 0
      for (let i = 0; i < size; i++) {
        let square = 0
        for (let k = 0; k < width; k++)
          square += ((data[i * width + k] - at.data[m * width + k]) / bandwidth) ** 2
        sum += Math.exp(-square / 2)
      }
      return front * sum
    })
  }
}
