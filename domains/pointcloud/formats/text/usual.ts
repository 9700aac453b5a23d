import type { ColumnData } from '../../cloud.js'

/** What the columns after x, y and z mostly are, by how many there are. */
const usual: Readonly<Record<number, readonly string[]>> = {
  4: ['intensity'],
  6: ['nx', 'ny', 'nz'],
  7: ['intensity', 'red', 'green', 'blue'],
  9: ['red', 'green', 'blue', 'nx', 'ny', 'nz']
}

/** Names for columns that have none: six are points and colours, if those are bytes. */
export function usualNames (columns: ReadonlyArray<ArrayLike<number>>): string[] {
  if (columns.length < 3) return ['x', 'y', 'z'].slice(0, columns.length)
  const rest = columns.length === 6 && columns.slice(3).every(isBytes)
    ? ['red', 'green', 'blue']
    : usual[columns.length] ?? columns.slice(3).map((_, k) => `column_${k + 3}`)
  return ['x', 'y', 'z', ...rest]
}

/** Numbers in the type that their name asks for, if all fit; doubles else. */
export function typedColumn (name: string, data: Float64Array): ColumnData {
  if (/^(diffuse_)?(r|g|b|red|green|blue|alpha)$/i.test(name) && isBytes(data))
    return Uint8Array.from(data)
  const whole = /^(scalar_)?(label|class|classification|segment|semantic|instance)$/i.test(name)
  return whole && data.every(value => value === (value | 0)) ? Int32Array.from(data) : data
}

function isBytes (data: ArrayLike<number>): boolean {
  for (let k = 0; k < data.length; k++) if (data[k] !== (data[k] & 0xff)) return false
  return true
}
