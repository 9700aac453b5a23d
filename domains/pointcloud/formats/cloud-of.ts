import { typeOf } from '../../../core/npy/number-type.js'
import type { Cloud, Column, ColumnData } from '../cloud.js'
import { aliases, groups } from './names.js'
import { axesOf, packedIn, surveyOf, type CloudLaw, type Origin } from './survey.js'
import { checkedTable, type PointTable } from './table.js'

export type { Origin } from './survey.js'

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
  const survey = surveyOf(source)
  survey.add(checkedTable(table, source))
  return cloudBy(table, survey.law(origin), source)
}

/** The same of a block of a table, by what the whole was found to be. */
export function cloudBy (table: PointTable, { origin, alpha }: CloudLaw, source: string): Cloud {
  const { columns, size } = table
  const left = new Map(Object.entries(columns))
  const found: Array<[string, Column]> = []
  const places = axesOf(columns, source)
  for (const { name } of places) left.delete(name)
  for (const [name, lists] of Object.entries(groups)) {
    const parts = left.has(name) ? undefined : taken(left, lists)
    if (parts !== undefined) found.push([name, woven(parts, size)])
  }
  if (!left.has('color') && found.every(([name]) => name !== 'color'))
    found.push(...unpacked(left, alpha))
  for (const [name, known] of Object.entries(aliases)) {
    const alias = known.find(each => left.has(each))
    if (alias === undefined || (alias !== name && left.has(name))) continue
    found.push([name, left.get(alias) as Column])
    left.delete(alias)
  }
  return {
    ...coordinatesOf(places.map(({ data }) => data), size, origin),
    columns: Object.fromEntries([...found, ...left])
  }
}

/** Takes the first list of columns that is there: one number each, and all of one type. */
function taken (
  left: Map<string, Column>, lists: ReadonlyArray<readonly string[]>
): Column[] | undefined {
  for (const names of lists) {
    const parts = names.map(name => left.get(name))
    const [first] = parts
    const fits = parts.every(part => part?.width === 1 && first !== undefined &&
      typeOf(part.data) === typeOf(first.data))
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
function unpacked (left: Map<string, Column>, hasAlpha: boolean): Array<[string, Column]> {
  const found = packedIn(Object.fromEntries(left))
  if (found === undefined) return []
  left.delete(found.name)
  const { packed } = found
  const [color, alpha] = [new Uint8Array(packed.length * 3), new Uint8Array(packed.length)]
  packed.forEach((value, k) => {
    color.set([(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff], 3 * k)
    alpha[k] = value >>> 24
  })
  const colours: [string, Column] = ['color', { data: color, width: 3 }]
  return hasAlpha ? [colours, ['alpha', { data: alpha, width: 1 }]] : [colours]
}

function coordinatesOf (
  axes: readonly ColumnData[], size: number, origin: CloudLaw['origin']
): Pick<Cloud, 'coordinates' | 'origin'> {
  const coordinates = new Float32Array(size * 3)
  axes.forEach((axis, k) => {
    const start = origin?.[k] ?? 0
    const numbers = axis as Float64Array
    for (let point = 0; point < size; point++) coordinates[3 * point + k] = numbers[point] - start
  })
  return origin === undefined ? { coordinates } : { coordinates, origin }
}
