import { fail } from '../../core/errors.js'

/** @throws INPUT for what is no Float64Array of numbers, one a frame, lag or term */
export function checkCurve (value: unknown, who: string, name: string): Float64Array {
  if (!(value instanceof Float64Array)) throw fail('INPUT', who, name, 'must be a Float64Array',
    value)
  return value
}

/** @throws OPTION for what is none of some names */
export function checkOneOf (
  value: unknown, known: readonly string[], who: string, option: string
): void {
  if (typeof value !== 'string' || !known.includes(value))
    throw fail('OPTION', who, option, `must be one of ${known.join(', ')}`, value)
}

/** @throws OPTION for what is not above 0, or not finite */
export function checkAbove (value: unknown, who: string, option: string): number {
  if (typeof value === 'number' && value > 0 && value < Infinity) return value
  throw fail('OPTION', who, option, 'must be greater than 0', value)
}

/** @throws INPUT for what is below 0, or not finite */
export function checkLeast (value: unknown, who: string, name: string, unit = ''): number {
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value
  throw fail('INPUT', who, name, `must be at least 0${unit}`, value)
}

/** @throws OPTION for what is no whole number from `least` on */
export function checkWhole (value: unknown, least: number, who: string, option: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number
  throw fail('OPTION', who, option, `must be a whole number of at least ${least}`, value)
}

/** @throws OPTION for what is no share, 0 … 1 */
export function checkShare (value: unknown, who: string, option: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw fail('OPTION', who, option, 'must be from 0 to 1', value)
}

/**
 * Refuses what is no list of times.
 *
 * @throws INPUT for anything but finite numbers that do not fall
 */
export function checkTimes (times: unknown, who: string, name: string): Float64Array {
  const isList = Array.isArray(times) || (ArrayBuffer.isView(times) && 'length' in times)
  if (!isList) throw fail('INPUT', who, name, 'must be a list of times in seconds', times)
  const values = Array.from(times as ArrayLike<unknown>)
  const wrong = values.findIndex((time, k) => typeof time !== 'number' || !Number.isFinite(time) ||
    time < Number(values[k - 1]))
  if (wrong < 0) return Float64Array.from(values as number[])
  throw fail('INPUT', who, `${name}[${wrong}]`, 'must be a finite time, not before the last one',
    values[wrong])
}
