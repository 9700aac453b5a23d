import { fail } from '../../../core/errors.js'
import type { Column } from '../cloud.js'
import { axes } from './names.js'
import type { PointTable } from './table.js'

/** What is subtracted from coordinates before they become floats. */
export type Origin = 'auto' | 'none' | readonly [x: number, y: number, z: number]

/** From here on the next float is a millimetre away. */
const FAR = 8192
/** No cloud is larger: a tenth of the Earth, in metres. */
const LARGEST = 1e6

/** What must be known of all points before the first of them is one of a cloud. */
export interface CloudLaw {
  readonly origin: readonly [x: number, y: number, z: number] | undefined
  /** Whether packed colours have an alpha that says something. */
  readonly alpha: boolean
}

/** Looks at the points of a file, in one table or block by block. */
export interface Survey {
  /** @throws FORMAT for a table without coordinates */
  add (table: PointTable): void
  /** @throws OPTION */
  law (origin: Origin): CloudLaw
}

/** @param source - names the file in errors */
export function surveyOf (source: string): Survey {
  let ranges = axes[0].map(() => ({ low: Infinity, high: -Infinity, rounds: false }))
  let alpha = false
  return {
    add ({ columns }) {
      const lists = axesOf(columns, source)
      ranges = ranges.map(({ low, high, rounds }, k) => {
        const axis = lists[k].data
        for (let point = 0; point < axis.length; point++) {
          const value = axis[point]
          if (!Number.isFinite(value)) continue
          low = Math.min(low, value)
          high = Math.max(high, value)
          rounds ||= Math.fround(value) !== value
        }
        return { low, high, rounds }
      })
      alpha ||= packedIn(columns)?.packed.some(value => value >>> 24 > 0) === true
    },
    law: origin => ({ alpha, origin: origin === 'auto'
      ? middleOf(ranges)
      : origin === 'none' ? undefined : checkedOrigin(origin) })
  }
}

/** The middle in whole numbers, if a cloud lies so far away that floats would round it. */
function middleOf (
  ranges: ReadonlyArray<Readonly<{ low: number, high: number, rounds: boolean }>>
): CloudLaw['origin'] {
  const isFar = ranges.some(({ low, high, rounds }) => {
    const reach = Math.max(Math.abs(low), Math.abs(high))
    return rounds && reach >= FAR && reach > high - low
  })
  if (!isFar) return undefined
  // One point that is astray must not carry the others away
  const [x, y, z] = ranges.map(({ low, high }) => {
    const extent = high - low
    return extent >= 0 && extent < LARGEST ? Math.floor(low + extent / 2) : 0
  })
  return [x, y, z]
}

function checkedOrigin (origin: unknown): CloudLaw['origin'] {
  const list = origin as readonly [number, number, number]
  if (!Array.isArray(origin) || list.length !== 3 || !list.every(Number.isFinite))
    throw fail('OPTION', 'cloudOf', 'origin', 'must be "auto", "none" or three numbers', origin)
  return list
}

/** The columns of coordinates, by their names; one number each. */
export function axesOf (
  columns: PointTable['columns'], source: string
): ReadonlyArray<{ readonly name: string, readonly data: Float64Array | Float32Array }> {
  const names = axes.find(each => each.every(name =>
    Object.hasOwn(columns, name) && columns[name].width === 1))
  if (names === undefined) {
    throw fail('FORMAT', source,
      `must have the columns x, y and z, got ${Object.keys(columns).join(', ') || 'none'}`)
  }
  return names.map(name => {
    const { data } = columns[name]
    if (data instanceof BigInt64Array || data instanceof BigUint64Array)
      throw fail('FORMAT', source, 'must have coordinates of at most 64 bits that are no integers')
    return { name, data: data as Float64Array }
  })
}

/** The column of colours that are packed into 32 bits; as bits, whatever its type. */
export function packedIn (
  columns: Readonly<Record<string, Column>>
): { readonly name: string, readonly packed: Uint32Array } | undefined {
  for (const name of ['rgba', 'rgb']) {
    if (!Object.hasOwn(columns, name)) continue
    const { data, width } = columns[name]
    if (width === 1 && data.BYTES_PER_ELEMENT === 4)
      return { name, packed: new Uint32Array(data.buffer, data.byteOffset, data.length) }
  }
  return undefined
}
