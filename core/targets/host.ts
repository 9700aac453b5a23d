import type { HostArray, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import type { Terms } from '../paint/terms.js'
import { outputCount } from './terms.js'

/** What is mixed on the host: soft labels in single precision, real targets in double. */
export type HostValues = HostArray<Float32Array | Float64Array>

/**
 * Mixes targets on the host: weighted sums in their own precision, or the largest part under
 * `union`.
 */
export function mixHost<Values extends HostValues> (
  terms: Terms<Values>, batch: Values, plan: Plan<unknown>
): Values {
  const row = batch.shape.slice(1)
  const width = row.reduce((product, n) => product * n, 1)
  const size = outputCount(plan)
  const double = batch.data instanceof Float64Array
  const data = double ? new Float64Array(size * width) : new Float32Array(size * width)
  const round = double ? (value: number) => value : Math.fround
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
          : data[at] + round(value * round(weight))
      }
    })
  }
  return { data, shape: [size, ...row] } as HostValues as Values
}
