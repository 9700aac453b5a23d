import { fail } from '../../core/errors.js'
import type { Coordinates } from './points.js'
import type { Voxels } from './voxel/cells.js'

/** @throws INPUT for what are no floats or doubles, three a point */
export function checkPoints (
  value: unknown, who: string, input = 'coordinates'
): asserts value is Coordinates {
  const real = value instanceof Float32Array || value instanceof Float64Array
  if (!real || value.length % 3 !== 0) {
    const allowed = 'must be a Float32Array or Float64Array of three numbers a point'
    throw fail('INPUT', who, input, allowed, value)
  }
}

/** @throws INPUT for what is no list of three numbers a point, typed or not */
export function checkTriples (value: unknown, who: string, input = 'coordinates'): void {
  const listed = Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)
  if (!listed || Number(value.length) % 3 !== 0)
    throw fail('INPUT', who, input, 'must be a list of three numbers a point', value)
}

/** @throws INPUT for what is no Int32Array of numbers of points below `points` */
export function checkIndex (
  value: unknown, points: number, who: string, input = 'index'
): asserts value is Int32Array {
  const known = value instanceof Int32Array
  let inside = known
  if (known) for (let k = 0; k < value.length; k++) inside &&= value[k] >= 0 && value[k] < points
  if (!inside) {
    throw fail('INPUT', who, input,
      `must be an Int32Array of numbers from 0 to below ${points}, the number of points`, value)
  }
}

/** @throws INPUT for what is no Int32Array */
export function checkWhole (
  value: unknown, who: string, input: string
): asserts value is Int32Array {
  if (!(value instanceof Int32Array))
    throw fail('INPUT', who, input, 'must be an Int32Array', value)
}

/** @throws INPUT for what `voxelsOf` does not give */
export function checkVoxels (value: unknown, who: string): asserts value is Voxels {
  const { inverse, counts, first } = Object(value) as Partial<Voxels>
  const listed = [inverse, counts, first].every(list => list instanceof Int32Array)
  if (!listed || counts?.length !== first?.length)
    throw fail('INPUT', who, 'voxels', 'must be voxels, as voxelsOf gives them', value)
}

/** @throws OPTION for what is no function */
export function checkFunction (value: unknown, who: string, option: string): void {
  if (typeof value !== 'function')
    throw fail('OPTION', who, option, 'must be a function', value)
}
