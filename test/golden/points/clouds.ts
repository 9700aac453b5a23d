import type { AnyCloud, Column } from '../../../domains/pointcloud/index.js'
import type { Given, GivenArray } from '../adapter.js'
import { array, entry } from '../given.js'

/** float32 where the file says so, else doubles. */
export function reals ({ data, dtype }: GivenArray): Float32Array | Float64Array {
  return dtype === 'float32' ? Float32Array.from(data) : Float64Array.from(data)
}

/** A column of a file: whole numbers as int32. */
export function columnOf (given: GivenArray): Column {
  const { data, dtype, shape } = given
  const width = shape.slice(1).reduce((product, n) => product * n, 1)
  if (/^uint8/.test(String(dtype))) return { data: Uint8Array.from(data), width }
  return /^u?int/.test(String(dtype))
    ? { data: Int32Array.from(data), width }
    : { data: reals(given), width }
}

/** A table, `[points, columns]`: the first three columns are coordinates, the others one. */
export function scan (points: GivenArray, labels?: GivenArray): AnyCloud {
  const [count, width] = points.shape
  const all = reals(points)
  const rest = width - 3
  return {
    coordinates: all.filter((_, k) => k % width < 3),
    columns: {
      ...rest > 0 && { rest: { data: all.filter((_, k) => k % width >= 3), width: rest } },
      ...labels && { segment: columnOf({ ...labels, shape: [count] }) }
    }
  }
}

/** A cloud from the entries of a case, by the names that its columns get. */
export function cloudFrom (
  given: Given, coordinates: string, columns: Readonly<Record<string, string>>
): AnyCloud {
  const present = Object.entries(columns)
    .filter(([, from]) => entry(given, from) !== undefined)
    .map(([name, from]) => [name, columnOf(array(given, from))])
  return {
    coordinates: reals(array(given, coordinates)),
    columns: Object.fromEntries(present) as Record<string, Column>
  }
}

/** Clouds of one size, `[rows, points, 3]`, with more of every point by name. */
export function objects (
  { data, shape: [rows, points], dtype }: GivenArray
): AnyCloud[] {
  const all = reals({ data, shape: [], dtype })
  return Array.from({ length: rows }, (_, row) =>
    ({ coordinates: all.slice(row * points * 3, (row + 1) * points * 3), columns: {} }))
}

/** What a file has for a cloud: coordinates and other numbers of every point side by side. */
export function tableOf ({ coordinates, columns }: AnyCloud): GivenArray {
  const count = coordinates.length / 3
  const rest = Object.hasOwn(columns, 'rest') ? columns.rest : undefined
  const width = rest?.width ?? 0
  const data = Array.from({ length: count }, (_, i) => [
    ...coordinates.subarray(3 * i, 3 * i + 3),
    ...Array.from({ length: width }, (_, c) => Number(rest?.data[i * width + c]))]).flat()
  return { shape: [count, 3 + width], data }
}

/** A column as a file has it. */
export function fileColumn ({ columns }: AnyCloud, name: string): GivenArray {
  const { data, width } = columns[name]
  return { shape: width === 1 ? [data.length] : [data.length / width, width],
    data: Array.from(data, Number) }
}

export function fileCoordinates ({ coordinates }: AnyCloud): GivenArray {
  return { shape: [coordinates.length / 3, 3], data: Array.from(coordinates) }
}

/** Clouds of one size as `[rows, points, 3]`. */
export function fileObjects (clouds: readonly AnyCloud[]): GivenArray {
  return { shape: [clouds.length, clouds[0].coordinates.length / 3, 3],
    data: clouds.flatMap(({ coordinates }) => Array.from(coordinates)) }
}
