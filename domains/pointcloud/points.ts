import { checkCloud } from './check-clouds.js'
import { checkIndex, checkTriples } from './check-points.js'
import type { AnyCloud, Cloud, Column, ColumnData } from './cloud.js'

/** Floats or doubles, three a point. */
export type Coordinates = Float32Array | Float64Array

/**
 * How many points a cloud has.
 *
 * @throws INPUT for what has no coordinates
 */
export function countOf (cloud: AnyCloud): number {
  const { coordinates } = Object(cloud) as AnyCloud
  checkTriples(coordinates, 'countOf')
  return coordinates.length / 3
}

/** Rounds as arithmetic in the type of these numbers does. */
export function roundingOf (data: ArrayLike<number>): (value: number) => number {
  return data instanceof Float32Array ? Math.fround : value => value
}

/** A typed array of the same kind. */
export function emptyLike<Data extends ColumnData> (data: Data, length: number): Data {
  return new (data.constructor as new (length: number) => Data)(length)
}

/** Entries of some points, in this order. */
export function takeEntries<Data extends ColumnData> (
  data: Data, width: number, index: Int32Array
): Data {
  const taken = emptyLike(data, index.length * width)
  copyEntries(data, taken, width, index)
  return taken
}

/** Writes entries of some points, in this order, into an array of the same kind. */
export function copyEntries<Data extends ColumnData> (
  data: Data, taken: Data, width: number, index: Int32Array
): void {
  const bytes = data.BYTES_PER_ELEMENT
  // Whatever the numbers are, their bits are copied: one loop for each size of them
  if (bytes >= 4) copyWords(words(data), words(taken), width * bytes / 4, index)
  else if (bytes === 2) copyEach(halves(data), halves(taken), width, index)
  else copyEach(octets(data), octets(taken), width, index)
}

function words ({ buffer, byteOffset, byteLength }: ColumnData): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / 4)
}

function halves ({ buffer, byteOffset, byteLength }: ColumnData): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2)
}

function octets ({ buffer, byteOffset, byteLength }: ColumnData): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function copyWords (from: Int32Array, to: Int32Array, width: number, index: Int32Array): void {
  if (width === 1) {
    for (let k = 0; k < index.length; k++) to[k] = from[index[k]]
  } else if (width === 3) {
    for (let k = 0, at = 0; k < index.length; k++, at += 3) {
      const start = 3 * index[k]
      to[at] = from[start]
      to[at + 1] = from[start + 1]
      to[at + 2] = from[start + 2]
    }
  } else {
    for (let k = 0, at = 0; k < index.length; k++) {
      const start = width * index[k]
      for (let c = 0; c < width; c++) to[at++] = from[start + c]
    }
  }
}

function copyEach<Bits extends Uint8Array | Uint16Array> (
  from: Bits, to: Bits, width: number, index: Int32Array
): void {
  if (width === 3) {
    for (let k = 0, at = 0; k < index.length; k++, at += 3) {
      const start = 3 * index[k]
      to[at] = from[start]
      to[at + 1] = from[start + 1]
      to[at + 2] = from[start + 2]
    }
    return
  }
  for (let k = 0, at = 0; k < index.length; k++) {
    const start = width * index[k]
    for (let c = 0; c < width; c++) to[at++] = from[start + c]
  }
}

/**
 * Some points of a cloud, in this order; they may repeat.
 *
 * @param index - numbers of points, from 0
 * @throws INPUT for what is no cloud, and for points that it has not
 */
export function takePoints<C extends Float32Array | Float64Array> (
  cloud: Cloud<C>, index: Int32Array
): Cloud<C> {
  checkCloud(cloud, 'takePoints')
  checkIndex(index, countOf(cloud), 'takePoints')
  const { coordinates, columns, provenance } = cloud
  return {
    ...cloud,
    coordinates: takeEntries(coordinates, 3, index),
    columns: mapColumns(columns, ({ data, width }) => ({ data: takeEntries(data, width, index),
      width })),
    ...provenance && { provenance: {
      parts: provenance.parts,
      part: takeEntries(provenance.part, 1, index),
      index: takeEntries(provenance.index, 1, index)
    } }
  }
}

/** The same columns, changed. */
export function mapColumns (
  columns: AnyCloud['columns'], change: (column: Column, name: string) => Column
): Record<string, Column> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, change(column, name)]))
}

/** A cloud with one column changed, where it has it. */
export function withColumn (
  cloud: AnyCloud, name: string, change: (column: Column) => Column
): AnyCloud {
  return Object.hasOwn(cloud.columns, name)
    ? { ...cloud, columns: { ...cloud.columns, [name]: change(cloud.columns[name]) } }
    : cloud
}

/**
 * A cloud without the points that have a coordinate that is no finite number, as organised scans
 * have them where nothing was hit.
 *
 * @throws INPUT for what is no cloud
 * @returns the cloud itself where there are none; `kept` says which points are left
 */
export function dropNonFinite<C extends Float32Array | Float64Array> (
  cloud: Cloud<C>
): { readonly cloud: Cloud<C>, readonly kept: Int32Array } {
  checkCloud(cloud, 'dropNonFinite')
  const kept = finitePoints(cloud.coordinates)
  return { cloud: kept.length === countOf(cloud) ? cloud : takePoints(cloud, kept), kept }
}

/** The points whose coordinates are finite. */
export function finitePoints (coordinates: Coordinates): Int32Array {
  const count = coordinates.length / 3
  const kept = new Int32Array(count)
  let found = 0
  for (let i = 0; i < count; i++) {
    // 0 unless one is infinite or no number
    const sum = 0 * coordinates[3 * i] + 0 * coordinates[3 * i + 1] + 0 * coordinates[3 * i + 2]
    if (sum === 0) kept[found++] = i
  }
  return kept.slice(0, found)
}

/** Whether all numbers are finite. */
export function isFinite (numbers: Coordinates): boolean {
  // Four sums side by side: each would wait for the one before
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = numbers.length - numbers.length % 4
  for (let k = 0; k < whole; k += 4) {
    a += 0 * numbers[k]
    b += 0 * numbers[k + 1]
    c += 0 * numbers[k + 2]
    d += 0 * numbers[k + 3]
  }
  for (let k = whole; k < numbers.length; k++) a += 0 * numbers[k]
  return a + b + c + d === 0
}

/**
 * The least and the greatest coordinate of every axis; infinite where there are no points. Points
 * that are nowhere, NaN or infinite, do not count.
 *
 * @throws INPUT for what is no list of three numbers a point
 */
export function boundsOf (
  coordinates: ArrayLike<number>
): { readonly low: Float64Array, readonly high: Float64Array } {
  checkTriples(coordinates, 'boundsOf')
  let [x0, y0, z0, x1, y1, z1] = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]
  let astray = 0
  for (let k = 0; k < coordinates.length; k += 3) {
    const x = coordinates[k]
    const y = coordinates[k + 1]
    const z = coordinates[k + 2]
    astray += 0 * x + 0 * y + 0 * z
    if (x < x0) x0 = x
    if (x > x1) x1 = x
    if (y < y0) y0 = y
    if (y > y1) y1 = y
    if (z < z0) z0 = z
    if (z > z1) z1 = z
  }
  return astray === 0
    ? { low: Float64Array.of(x0, y0, z0), high: Float64Array.of(x1, y1, z1) }
    : boundsOf(finiteOnes(coordinates))
}

/**
 * The mean of every axis, summed in doubles; 0 where there are no points. Points that are nowhere
 * do not count.
 *
 * @throws INPUT for what is no list of three numbers a point
 */
export function meanOf (coordinates: ArrayLike<number>): [number, number, number] {
  checkTriples(coordinates, 'meanOf')
  const sum: [number, number, number] = [0, 0, 0]
  const count = coordinates.length / 3
  for (let k = 0; k < coordinates.length; k += 3) {
    sum[0] += coordinates[k]
    sum[1] += coordinates[k + 1]
    sum[2] += coordinates[k + 2]
  }
  if (count === 0) return sum
  if (!sum.every(Number.isFinite)) {
    const left = finiteOnes(coordinates)
    if (left.length < coordinates.length) return meanOf(left)
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count]
}

/** The coordinates of points that are somewhere. */
function finiteOnes (coordinates: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(coordinates)
  return takeEntries(all, 3, finitePoints(all))
}
