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
export interface Cloud<Coordinates extends Float32Array | Float64Array = Float32Array> {
  /** `[points, 3]`, row-major, in the unit of the file (mostly metres). */
  readonly coordinates: Coordinates
  /** What is added to all coordinates, in doubles: maps have numbers that a float cannot hold. */
  readonly origin?: readonly [x: number, y: number, z: number]
  /** Everything else by name: `color`, `normal`, `intensity`, `segment`, `instance` … */
  readonly columns: Readonly<Record<string, Column>>
  /** Where the points of a mixed cloud are from. */
  readonly provenance?: Provenance
}

/** A cloud whose coordinates are floats or doubles: what is mixed keeps them as they are. */
export type AnyCloud = Cloud<Float32Array | Float64Array>

/** Which point of which cloud every point of a mixed cloud is. */
export interface Provenance {
  /** The clouds that were shown, in the order they were painted. */
  readonly parts: ReadonlyArray<{ readonly pool: string, readonly row: number }>
  /** Which of these parts every point is from. */
  readonly part: Int32Array
  /** Which point of that cloud it is; -1 for one that a step made. */
  readonly index: Int32Array
}
