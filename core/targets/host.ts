import type { HostArray, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import type { Terms } from '../paint/terms.js'
import { outputCount } from './terms.js'

/** Mixes soft labels on the host: weighted sums in float32, or the largest part under `union`. */
export function mixHost (
  terms: Terms<HostArray<Float32Array>>, batch: HostArray<Float32Array>, plan: Plan<unknown>
): HostArray<Float32Array> {
  const row = batch.shape.slice(1)
  const width = row.reduce((product, n) => product * n, 1)
  const size = outputCount(plan)
  const data = new Float32Array(size * width)
  const union = plan.targets === 'union'
  for (const { x, rows, strength } of terms) {
    if (!(strength instanceof Float64Array))
      throw fail('PLAN', 'weight', 'must be listed on host arrays', strength)
    rows.forEach((from, output) => {
      const weight = strength[output]
      if (union ? !(weight > 0) : weight === 0) return
      for (let k = 0; k < width; k++) {
        const value = x.data[from * width + k]
        const at = output * width + k
        data[at] = union
          ? Math.max(data[at], value)
          : data[at] + Math.fround(value * Math.fround(weight))
      }
    })
  }
  return { data, shape: [size, ...row] }
}
