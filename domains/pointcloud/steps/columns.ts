import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import type { Column, ColumnData } from '../cloud.js'
import { countOf, withColumn } from '../points.js'
import { entryOf } from '../select/selector.js'
import type { CloudStep, Seen } from './step.js'
import { triple, triples } from './step.js'
import { numberColumn } from '../select/sector.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * Gives all points one value in a column of ids, in pieces whose flag in `only` is 1; a cloud
     * without the column stays as it is.
     */
    'fill-column': { readonly column: string, readonly value: number, readonly only?: Uint8Array }
    /** Gives all points of a piece its id in a column, which is made where there is none. */
    'number-points': { readonly column: string, readonly ids: Int32Array }
    /**
     * Colours in bytes: i becomes alpha i + 255 beta, cut to 0 … 255 and to a whole number
     * (albumentations 0.4.6, by the largest value).
     */
    'brightness-contrast': {
      readonly alpha: number | Float64Array
      readonly beta: number | Float64Array
    }
    /** Colours in bytes plus three numbers, cut to 0 … 255 and to whole numbers. */
    'shift-color': { readonly by: readonly number[] | Float64Array }
    /** Colours as floats: (c - mean) / deviation, both in units of 255. */
    'normalize-color': {
      readonly mean: readonly number[]
      readonly deviation: readonly number[]
    }
  }
}

/** Steps on the columns of clouds. */
export const columns: Readonly<Record<string, CloudStep>> = {
  'fill-column': {
    parameters: z.strictObject({
      column: z.string(),
      value: z.int(),
      only: z.optional(z.custom<Uint8Array>(value => value instanceof Uint8Array,
        'must be a Uint8Array'))
    }),
    run: (seen, { column, value, only }, piece) => only instanceof Uint8Array && only[piece] === 0
      ? seen
      : changed(seen, column as string, ({ data, width }) => {
        const filled = data.slice()
        if (filled instanceof BigInt64Array || filled instanceof BigUint64Array)
          filled.fill(BigInt(value as number))
        else filled.fill(value as number)
        return { data: filled, width }
      }),
    onBox: box => box
  },
  'number-points': {
    parameters: z.strictObject({
      column: z.string(),
      ids: z.custom<Int32Array>(value => value instanceof Int32Array, 'must be an Int32Array')
    }),
    run: (seen, { column, ids }, piece) => {
      const { cloud } = seen
      const name = column as string
      const before = Object.hasOwn(cloud.columns, name) ? cloud.columns[name].data : undefined
      const data = before?.slice() ?? new Int32Array(countOf(cloud))
      const id = (ids as Int32Array)[piece]
      if (data instanceof BigInt64Array || data instanceof BigUint64Array) data.fill(BigInt(id))
      else data.fill(id)
      return { ...seen,
        cloud: { ...cloud, columns: { ...cloud.columns, [name]: { data, width: 1 } } } }
    },
    onBox: box => box
  },
  'brightness-contrast': {
    parameters: z.strictObject({ alpha: numberColumn, beta: numberColumn }),
    run: (seen, { alpha, beta }, piece) => {
      const factor = entryOf(alpha as Float64Array, piece)
      const shift = 255 * entryOf(beta as Float64Array, piece)
      return inBytes(seen, byte => byte * factor + shift)
    },
    onBox: box => box
  },
  'shift-color': {
    parameters: z.strictObject({ by: triples }),
    run: (seen, { by }, piece) => {
      const shift = triple(by, piece)
      return inBytes(seen, (byte, channel) => byte + shift[channel])
    },
    onBox: box => box
  },
  'normalize-color': {
    parameters: z.strictObject({ mean: triples, deviation: triples }),
    run: (seen, { mean, deviation }, piece) =>
      changed(seen, 'color', ({ data, width }) => {
        const middle = triple(mean, piece).map(value => Math.fround(Math.fround(value) * 255))
        const spread = triple(deviation, piece).map(value => Math.fround(1 /
          Math.fround(Math.fround(value) * 255)))
        const made = new Float32Array(data.length)
        for (let k = 0; k < made.length; k++)
          made[k] = Math.fround(Number(data[k]) - middle[k % width]) * spread[k % width]
        return { data: made, width }
      }),
    onBox: box => box
  }
}

function changed (seen: Seen, column: string, change: (column: Column) => Column): Seen {
  return { ...seen, cloud: withColumn(seen.cloud, column, change) }
}

/** Every byte of the colours by a table, one for each channel. */
function inBytes (seen: Seen, law: (byte: number, channel: number) => number): Seen {
  return changed(seen, 'color', ({ data, width }) => {
    if (!(data instanceof Uint8Array))
      throw fail('INPUT', 'points', 'columns.color', 'must be bytes', data as ColumnData)
    const tables = Array.from({ length: width }, (_, channel) => Uint8Array.from({ length: 256 },
      (_, byte) => Math.trunc(Math.min(255, Math.max(0, law(byte, channel))))))
    return { data: data.map((byte, k) => tables[k % width][byte]), width }
  })
}
