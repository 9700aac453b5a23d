import { fail } from '../../errors.js'

/** Points on the host, row-major: `[n]` numbers or `[n, d]`. */
export interface GivenPoints {
  readonly data: ArrayLike<number>
  readonly shape: readonly number[]
}

/** Points as the statistics take them. */
export interface Table {
  readonly data: Float64Array
  readonly size: number
  readonly width: number
}

/**
 * Points, checked.
 *
 * @throws INPUT unless they are `{ data, shape: [n] or [n, d] }` or numbers, finite, at least one
 */
export function tableOf (who: string, input: string, given: unknown): Table {
  const list = Array.isArray(given) || (ArrayBuffer.isView(given) && 'length' in given)
  const { data, shape } = list
    ? { data: given as ArrayLike<number>, shape: [(given as ArrayLike<number>).length] }
    : Object(given) as Partial<GivenPoints>
  const sound = typeof data === 'object' && typeof data.length === 'number' &&
    Array.isArray(shape) && shape.length >= 1 && shape.length <= 2 &&
    shape.every(side => Number.isSafeInteger(side) && side > 0) &&
    shape.reduce((product: number, side: number) => product * side, 1) === data.length
  if (!sound)
    throw fail('INPUT', who, input, 'must be numbers, or { data, shape: [n] or [n, d] }', given)
  const numbers = Float64Array.from(data)
  const wrong = numbers.findIndex(value => !Number.isFinite(value))
  if (wrong >= 0) throw fail('INPUT', who, input, 'must hold finite numbers only', data[wrong])
  return { data: numbers, size: shape[0] as number, width: (shape[1] as number | undefined) ?? 1 }
}

/** The mean of every column. */
export function meanOf ({ data, size, width }: Table): Float64Array {
  const mean = new Float64Array(width)
  for (let i = 0; i < size; i++)
    for (let k = 0; k < width; k++) mean[k] += (data[i * width + k] - mean[k]) / (i + 1)
  return mean
}
