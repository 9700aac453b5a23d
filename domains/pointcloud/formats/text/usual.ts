import type { ColumnData } from '../../cloud.js'

/** What the columns after x, y and z mostly are, by how many there are. */
const usual: Readonly<Record<number, readonly string[]>> = {
  4: ['intensity'],
  6: ['nx', 'ny', 'nz'],
  7: ['intensity', 'red', 'green', 'blue'],
  9: ['red', 'green', 'blue', 'nx', 'ny', 'nz']
}

/** What all numbers of a column are. */
export interface Likeness {
  /** Whole numbers from 0 to 255. */
  readonly bytes: boolean
  /** Whole numbers of 32 bits. */
  readonly whole: boolean
}

/**
 * What numbers are, of all columns of a file. It takes the whole file to know, so who reads one in
 * blocks goes through it once before (`gather`), and gives what that found (`known`).
 */
export interface Likenesses {
  readonly gather?: Likeness[]
  readonly known?: readonly Likeness[]
}

/** What columns are; with what was found of the blocks before. */
export function likenesses (
  columns: ReadonlyArray<ArrayLike<number | bigint>>, before: readonly Likeness[] = []
): Likeness[] {
  return columns.map((data, k) => ({
    bytes: (before.at(k)?.bytes ?? true) && every(data, value => value === (value & 0xff)),
    whole: (before.at(k)?.whole ?? true) && every(data, value => value === (value | 0))
  }))
}

function every (data: ArrayLike<number | bigint>, holds: (value: number) => boolean): boolean {
  for (let k = 0; k < data.length; k++) if (!holds(Number(data[k]))) return false
  return true
}

/** Names for columns that have none: six are points and colours, if those are bytes. */
export function usualNames (columns: readonly Likeness[]): string[] {
  if (columns.length < 3) return ['x', 'y', 'z'].slice(0, columns.length)
  const rest = columns.length === 6 && columns.slice(3).every(({ bytes }) => bytes)
    ? ['red', 'green', 'blue']
    : usual[columns.length] ?? columns.slice(3).map((_, k) => `column_${k + 3}`)
  return ['x', 'y', 'z', ...rest]
}

/** Numbers in the type that their name asks for, if all fit; doubles else. */
export function typedColumn (
  name: string, data: Float64Array, { bytes, whole }: Likeness
): ColumnData {
  if (/^(diffuse_)?(r|g|b|red|green|blue|alpha)$/i.test(name) && bytes) return Uint8Array.from(data)
  const isId = /^(scalar_)?(label|class|classification|segment|semantic|instance)$/i.test(name)
  return isId && whole ? Int32Array.from(data) : data
}
