/** Values of every point: `width` numbers each, point by point. */
export interface Column {
  readonly data: ColumnData
  readonly width: number
}

/** A column keeps the type it has in its file. */
export type ColumnData =
  | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array
  | BigInt64Array | BigUint64Array | Float32Array | Float64Array

/** A cloud: columns of one length, one entry a point. */
export interface Cloud {
  /** `[points, 3]`, row-major, in the unit of the file (mostly metres). */
  readonly coordinates: Float32Array
  /** What is added to all coordinates, in doubles: maps have numbers that a float cannot hold. */
  readonly origin?: readonly [x: number, y: number, z: number]
  /** Everything else by name: `color`, `normal`, `intensity`, `segment`, `instance` … */
  readonly columns: Readonly<Record<string, Column>>
}
