import { fail } from '../../core/errors.js'
import type { AnyCloud } from './cloud.js'

/**
 * Checks clouds: coordinates of whole points, and columns of as many.
 *
 * @throws INPUT for anything else, EMPTY_BATCH for no clouds; a cloud may have no points
 */
export function checkClouds (
  value: unknown, who: string, input = 'x'
): asserts value is readonly AnyCloud[] {
  if (!Array.isArray(value)) {
    const allowed = 'must be a list of clouds, { coordinates, columns }, or a tensor [rows, ' +
      'points, 3]'
    throw fail('INPUT', who, input, allowed, value)
  }
  if (value.length === 0) throw fail('EMPTY_BATCH', who, input)
  Array.from<unknown>(value).forEach((cloud, row) => { checkCloud(cloud, who, `${input}[${row}]`) })
}

/** @throws INPUT for what is no cloud */
export function checkCloud (
  value: unknown, who: string, input = 'cloud'
): asserts value is AnyCloud {
  const { coordinates, columns, origin } = Object(value) as Partial<AnyCloud>
  const real = coordinates instanceof Float32Array || coordinates instanceof Float64Array
  if (!real || coordinates.length % 3 !== 0) {
    throw fail('INPUT', who, `${input}.coordinates`,
      'must be a Float32Array or Float64Array of three numbers a point', coordinates)
  }
  if (typeof columns !== 'object' || columns === null)
    throw fail('INPUT', who, `${input}.columns`, 'must be an object of columns', columns)
  const points = coordinates.length / 3
  for (const [name, column] of Object.entries<unknown>(columns)) {
    const { data, width } = Object(column) as { data?: unknown, width?: unknown }
    const length = ArrayBuffer.isView(data) && 'length' in data ? data.length : NaN
    if (Number.isSafeInteger(width) && (width as number) > 0 && length === points * Number(width))
      continue
    throw fail('INPUT', who, `${input}.columns.${name}`,
      `must be { data, width } of ${points} points`, column)
  }
  const sound = origin === undefined ||
    (Array.isArray(origin) && origin.length === 3 && origin.every(Number.isFinite))
  if (!sound) throw fail('INPUT', who, `${input}.origin`, 'must be three finite numbers', origin)
}
