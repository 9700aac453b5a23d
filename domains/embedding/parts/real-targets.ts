import type { RealRows } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/**
 * Real targets of `size` rows, on the host.
 *
 * @throws INPUT for anything else than finite numbers, one row of them each
 */
export function checkTargets (targets: unknown, size: number, who: string): RealRows {
  const allowed = `must be finite numbers of ${size} rows, on the host`
  if (Array.isArray(targets) && !targets.every(Number.isFinite))
    throw fail('INPUT', who, 'targets', allowed, targets)
  const rows = Array.isArray(targets) || ArrayBuffer.isView(targets)
    ? { data: Float64Array.from(targets as number[]), shape: [(targets as number[]).length] }
    : Object(targets) as Partial<RealRows>
  const { data, shape } = rows
  if (!(data instanceof Float32Array || data instanceof Float64Array) || !Array.isArray(shape))
    throw fail('INPUT', who, 'targets', allowed, targets)
  const [count, width = 1] = shape as readonly number[]
  if (shape.length > 2 || count !== size || data.length !== size * width ||
    !data.every(Number.isFinite)) throw fail('INPUT', who, 'targets', allowed, targets)
  return { data, shape: shape as readonly number[] }
}
