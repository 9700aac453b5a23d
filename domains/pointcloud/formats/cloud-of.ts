import { fail } from '../../../core/errors.js'
import { typeOf } from '../../../core/npy/number-type.js'
import type { Cloud, Column, ColumnData } from '../cloud.js'
import { aliases, axes, groups } from './names.js'
import { checkedTable, type PointTable } from './table.js'

/** What is subtracted from coordinates before they become floats. */
export type Origin = 'auto' | 'none' | readonly [x: number, y: number, z: number]

/** From here on the next float is a millimetre away. */
const FAR = 8192
/** No cloud is larger: a tenth of the Earth, in metres. */
const LARGEST = 1e6

/**
 * The cloud that a table of points holds: `x`, `y`, `z` as coordinates, colours (`red` … or packed
 * in `rgb`, `rgba`) as `color`, normals as `normal`, and what files call `label`, `classification`,
 * `remission` … as `segment`, `instance` and `intensity`. All other columns keep their names, and
 * all keep their types.
 *
 * @param origin - subtracted in doubles. `auto`, the default: the middle of the cloud in whole
 * numbers if coordinates of 8,192 and more do not fit into floats, and nothing else
 * @param source - names the file in errors
 * @throws FORMAT for a table without coordinates
 */
export function cloudOf (
  table: PointTable, origin: Origin = 'auto', source = 'cloudOf'
): Cloud {
  const { columns, size } = checkedTable(table, source)
  const left = new Map(Object.entries(columns))
  const found: Array<[string, Column]> = []
  const places = taken(left, axes, false)
  if (places === undefined) {
    throw fail('FORMAT', source,
      `must have the columns x, y and z, got ${Object.keys(columns).join(', ') || 'none'}`)
  }
  for (const [name, lists] of Object.entries(groups)) {
    const parts = left.has(name) ? undefined : taken(left, lists)
    if (parts !== undefined) found.push([name, woven(parts, size)])
  }
  if (!left.has('color') && found.every(([name]) => name !== 'color')) found.push(...unpacked(left))
  for (const [name, known] of Object.entries(aliases)) {
    const alias = known.find(each => left.has(each))
    if (alias === undefined || (alias !== name && left.has(name))) continue
    found.push([name, left.get(alias) as Column])
    left.delete(alias)
  }
  return {
    ...coordinatesOf(places.map(({ data }) => data), size, origin, source),
    columns: Object.fromEntries([...found, ...left])
  }
}

/** Takes the first list of columns that is there: one number each, and all of one type. */
function taken (
  left: Map<string, Column>, lists: ReadonlyArray<readonly string[]>, oneType = true
): Column[] | undefined {
  for (const names of lists) {
    const parts = names.map(name => left.get(name))
    const [first] = parts
    const fits = parts.every(part => part?.width === 1 && first !== undefined &&
      (!oneType || typeOf(part.data) === typeOf(first.data)))
    if (!fits) continue
    for (const name of names) left.delete(name)
    return parts as Column[]
  }
  return undefined
}

/** Columns side by side. */
function woven (parts: readonly Column[], size: number): Column {
  const width = parts.length
  const holds = parts[0].data.constructor as new (length: number) => ColumnData
  const data = new holds(size * width)
  parts.forEach((part, k) => {
    for (let point = 0; point < size; point++) data[point * width + k] = part.data[point]
  })
  return { data, width }
}

/** Colours that PCD files pack into 32 bits: alpha, red, green and blue from the top. */
function unpacked (left: Map<string, Column>): Array<[string, Column]> {
  const name = ['rgba', 'rgb'].find(each => {
    const column = left.get(each)
    return column?.width === 1 && column.data.BYTES_PER_ELEMENT === 4
  })
  if (name === undefined) return []
  const { data } = left.get(name) as Column
  left.delete(name)
  const packed = new Uint32Array(data.buffer, data.byteOffset, data.length)
  const [color, alpha] = [new Uint8Array(packed.length * 3), new Uint8Array(packed.length)]
  packed.forEach((value, k) => {
    color.set([(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff], 3 * k)
    alpha[k] = value >>> 24
  })
  const colours: [string, Column] = ['color', { data: color, width: 3 }]
  return alpha.some(value => value > 0)
    ? [colours, ['alpha', { data: alpha, width: 1 }]]
    : [colours]
}

function coordinatesOf (
  axes: readonly ColumnData[], size: number, origin: Origin, source: string
): Pick<Cloud, 'coordinates' | 'origin'> {
  if (axes.some(axis => axis instanceof BigInt64Array || axis instanceof BigUint64Array))
    throw fail('FORMAT', source, 'must have coordinates of at most 64 bits that are no integers')
  const lists = axes as ReadonlyArray<Float64Array | Float32Array>
  const from = origin === 'auto'
    ? middleOf(lists)
    : origin === 'none' ? undefined : checkedOrigin(origin)
  const coordinates = new Float32Array(size * 3)
  lists.forEach((axis, k) => {
    const start = from?.[k] ?? 0
    for (let point = 0; point < size; point++) coordinates[3 * point + k] = axis[point] - start
  })
  return from === undefined ? { coordinates } : { coordinates, origin: from }
}

function checkedOrigin (origin: unknown): readonly [number, number, number] {
  const list = origin as readonly [number, number, number]
  if (!Array.isArray(origin) || list.length !== 3 || !list.every(Number.isFinite))
    throw fail('OPTION', 'cloudOf', 'origin', 'must be "auto", "none" or three numbers', origin)
  return list
}

/** The middle in whole numbers, if a cloud lies so far away that floats would round it. */
function middleOf (
  axes: ReadonlyArray<ArrayLike<number>>
): readonly [number, number, number] | undefined {
  const ranges = axes.map(axis => {
    let [low, high, rounds] = [Infinity, -Infinity, false]
    for (let point = 0; point < axis.length; point++) {
      const value = axis[point]
      if (!Number.isFinite(value)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
      rounds ||= Math.fround(value) !== value
    }
    const reach = Math.max(Math.abs(low), Math.abs(high))
    return { low, extent: high - low, far: rounds && reach >= FAR && reach > high - low }
  })
  if (!ranges.some(({ far }) => far)) return undefined
  // One point that is astray must not carry the others away
  const middles = ranges.map(({ low, extent }) =>
    extent >= 0 && extent < LARGEST ? Math.floor(low + extent / 2) : 0)
  return middles as unknown as readonly [number, number, number]
}
