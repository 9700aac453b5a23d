import { fail } from '../../../core/errors.js'
import { checkCloud } from '../check-clouds.js'
import type { Cloud, Column, ColumnData } from '../cloud.js'
import type { PointTable } from './table.js'

/** How a format calls things. */
export interface Naming {
  readonly color: readonly [string, string, string] | 'packed'
  readonly normal: readonly [string, string, string]
  /** Names of other columns, where they differ. */
  readonly others?: Readonly<Record<string, string>>
}

const colour = ['red', 'green', 'blue'] as const

/** How files of the formats call what a cloud holds. */
export const namings = {
  ply: { color: colour, normal: ['nx', 'ny', 'nz'], others: { segment: 'label' } },
  pcd: {
    color: 'packed', normal: ['normal_x', 'normal_y', 'normal_z'], others: { segment: 'label' }
  },
  text: { color: colour, normal: ['nx', 'ny', 'nz'], others: { segment: 'label' } }
} as const satisfies Record<string, Naming>

/**
 * The table of a cloud, as files of a format have it. Coordinates are floats; doubles with the
 * origin added, if there is one.
 *
 * @throws INPUT for what is no cloud, or no naming
 */
export function tableOf (cloud: Cloud, naming: Naming): PointTable {
  checkCloud(cloud, 'tableOf')
  const { coordinates, origin, columns } = cloud
  const named = Object(naming) as Partial<Record<keyof Naming, unknown>>
  if (!(named.color === 'packed' || Array.isArray(named.color)) || !Array.isArray(named.normal))
    throw fail('INPUT', 'tableOf', 'naming', 'must name colours and normals, as namings do', naming)
  const size = coordinates.length / 3
  const places = axisNames.map((name, k): [string, Column] => {
    const start = origin?.[k]
    const data = start === undefined ? new Float32Array(size) : new Float64Array(size)
    // Without an origin nothing is added: -0 stays what it is
    for (let point = 0; point < size; point++) {
      const value = coordinates[3 * point + k]
      data[point] = start === undefined ? value : value + start
    }
    return [name, { data, width: 1 }]
  })
  const { color, normal, others = {} }: Naming = naming
  const rest = Object.entries(columns).flatMap(([name, column]): Array<[string, Column]> => {
    const bytes = column.data instanceof Uint8Array && column.width === 3
    const alpha = columns.alpha as Column | undefined
    if (name === 'color' && bytes && color === 'packed') return [packed(column, alpha)]
    if (name === 'alpha' && color === 'packed' && isPackable(columns)) return []
    if (name === 'color' && column.width === 3)
      return parts(column, size, color === 'packed' ? colour : color)
    if (name === 'normal' && column.width === 3) return parts(column, size, normal)
    return [[Object.hasOwn(others, name) ? others[name] : name, column]]
  })
  return { size, columns: Object.fromEntries([...places, ...rest]) }
}

const axisNames = ['x', 'y', 'z'] as const

function isPackable ({ color, alpha }: Cloud['columns']): boolean {
  return [[color, 3], [alpha, 1]].every(([column, width]) => {
    const { data, width: got } = Object(column) as Partial<Column>
    return data instanceof Uint8Array && got === width
  })
}

function packed (
  { data }: Column, alpha: Column | undefined
): [string, Column] {
  const bytes = alpha?.data instanceof Uint8Array && alpha.width === 1 ? alpha.data : undefined
  const words = new Uint32Array(data.length / 3)
  const color = data as Uint8Array
  for (let k = 0; k < words.length; k++) {
    const [red, green, blue] = [color[3 * k], color[3 * k + 1], color[3 * k + 2]]
    words[k] = (bytes === undefined ? 0 : bytes[k]) << 24 | red << 16 | green << 8 | blue
  }
  return [bytes === undefined ? 'rgb' : 'rgba', { data: words, width: 1 }]
}

/** A column apart: one for each of its numbers. */
function parts (
  { data, width }: Column, size: number, names: readonly string[]
): Array<[string, Column]> {
  return names.map((name, k) => {
    const part: ColumnData = data.slice(0, size)
    for (let point = 0; point < size; point++) part[point] = data[point * width + k]
    return [name, { data: part, width: 1 }]
  })
}
