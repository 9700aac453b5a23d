import type { HostArray } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { Scale } from './scale.js'
import { scaleOf } from './scale.js'

/** What is known of every column, or channel: the last axis. */
interface Columns {
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly least: Float64Array
  readonly greatest: Float64Array
}

/**
 * Every column less its mean, divided by its standard deviation (n below the root). A column that
 * is constant is only shifted.
 *
 * @param rows - the training rows, `[rows, …, columns]`, on the host
 * @throws INPUT for no rows and for numbers that are missing or not finite
 */
export function standardScale (rows: HostArray): Scale {
  const { mean, deviation } = columnsOf(rows, 'standardScale')
  return diagonal('standard', mean, deviation)
}

/** Every column from 0, its least number, to 1, its greatest. Constant columns become 0. */
export function minMaxScale (rows: HostArray): Scale {
  const { least, greatest } = columnsOf(rows, 'minMaxScale')
  return diagonal('min-max', least, greatest.map((high, k) => high - least[k]))
}

/**
 * Every channel of a series divided by its greatest size, as LSTNet's loaders do: the losses of the
 * reference are taken on predictions and targets times this size, which is `invert`.
 */
export function channelScale (rows: HostArray): Scale {
  const { least, greatest } = columnsOf(rows, 'channelScale')
  const size = greatest.map((high, k) => Math.max(Math.abs(high), Math.abs(least[k])))
  return diagonal('per-channel', new Float64Array(size.length), size)
}

function diagonal (
  kind: 'standard' | 'min-max' | 'per-channel', shift: Float64Array, size: Float64Array
): Scale {
  const used = Array.from(size, each => each === 0 ? 1 : each)
  return scaleOf({ kind, shift: [...shift], matrix: used.map(each => 1 / each), inverse: used })
}

function columnsOf ({ data, shape }: HostArray, who: string): Columns {
  const width = checkedWidth(data, shape, who)
  const rows = data.length / width
  const of = (): Float64Array => new Float64Array(width)
  const [mean, deviation, least, greatest] = [of(), of(), of(), of()]
  least.fill(Infinity)
  greatest.fill(-Infinity)
  for (let i = 0; i < data.length; i++) {
    const k = i % width
    mean[k] += data[i] / rows
    least[k] = Math.min(least[k], data[i])
    greatest[k] = Math.max(greatest[k], data[i])
  }
  // About the mean: squares of large numbers would leave nothing of a small spread
  for (let i = 0; i < data.length; i++) deviation[i % width] += (data[i] - mean[i % width]) ** 2
  for (let k = 0; k < width; k++) {
    const spread = Math.sqrt(deviation[k] / rows)
    deviation[k] = least[k] === greatest[k] ? 0 : spread
  }
  return { mean, deviation, least, greatest }
}

/** @throws INPUT for no rows and for numbers that are not finite, naming the column */
export function checkedWidth (
  data: ArrayLike<number>, shape: readonly number[], who: string
): number {
  const width = shape[shape.length - 1]
  if (shape.length < 2 || !(width > 0) || data.length === 0)
    throw fail('INPUT', who, 'rows', 'must have rows and columns', shape)
  const bad = Array.prototype.findIndex.call(data, (each: number) => !Number.isFinite(each))
  if (bad < 0) return width
  throw fail('INPUT', who, 'rows', `must hold finite numbers; column ${bad % width} does not`,
    data[bad])
}
