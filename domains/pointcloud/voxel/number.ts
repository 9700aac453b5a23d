import type { Coordinates } from '../points.js'

/** Voxels in the order of the first point of each, and which of them every point is in. */
export interface Numbered {
  /** -1 for a point that is nowhere. */
  readonly inverse: Int32Array
  readonly first: Int32Array
  readonly counts: Int32Array
  /** `[voxels, 3]`, counted from the origin. */
  readonly cells: Int32Array
}

/** How a cell follows from a coordinate: the quotient, down or to the nearest whole number. */
export interface CellLaw {
  /** In the type of the coordinates. */
  readonly side: number
  readonly nearest: boolean
}

/** Cells are whole numbers below this. */
const LIMIT = 2 ** 31

/**
 * Numbers the voxels of points by open addressing: a slot holds the number of a voxel, from 1, and
 * a record its cell and how many points it has.
 *
 * @returns nothing where a cell is beyond 32 bits
 */
export function numbered (coordinates: Coordinates, law: CellLaw): Numbered | undefined {
  const numbering = new Numbering(law)
  const inverse = numbering.add(coordinates)
  return inverse && { inverse, ...numbering.found() }
}

/** The same, some points after the others. */
export class Numbering {
  voxels = 0
  private table = new Int32Array(2 ** 12)
  private records = new Int32Array(2 * this.table.length)
  private first = new Int32Array(this.table.length / 2)
  private points = 0

  constructor (private readonly law: CellLaw) {}

  /** Which voxel further points are in; nothing, and none is added, where one is beyond 32 bits. */
  add (coordinates: Coordinates): Int32Array | undefined {
    const cell = cellOf(coordinates, this.law)
    if (isBeyond(coordinates, cell)) return undefined
    const inverse = new Int32Array(coordinates.length / 3)
    let { table, records, first, voxels } = this
    for (let i = 0, k = 0; i < inverse.length; i++, k += 3) {
      if (isNowhere(coordinates, k)) {
        inverse[i] = -1
        continue
      }
      const x = cell(coordinates[k])
      const y = cell(coordinates[k + 1])
      const z = cell(coordinates[k + 2])
      if (voxels === first.length) {
        [records, first] = [longer(records), longer(first)]
        table = tableOf(records, voxels, 2 * table.length)
      }
      const slot = slotFor(x, y, z, table, records)
      if (table[slot] === 0) {
        first[voxels] = this.points + i
        records.set([x, y, z], 4 * voxels)
        table[slot] = ++voxels
      }
      inverse[i] = table[slot] - 1
      records[4 * inverse[i] + 3]++
    }
    this.points += inverse.length
    this.table = table
    this.records = records
    this.first = first
    this.voxels = voxels
    return inverse
  }

  /** The voxels up to now. */
  found (): Omit<Numbered, 'inverse'> {
    const { first, records, voxels } = this
    return { first: first.slice(0, voxels), ...unpacked(records, voxels) }
  }
}

/** Whether the cell of a point is beyond 32 bits. The farthest coordinate tells for nearly all. */
function isBeyond (coordinates: Coordinates, cell: (coordinate: number) => number): boolean {
  const isFar = (value: number): boolean => !(Math.abs(cell(value)) < LIMIT)
  let most = 0
  for (let k = 0; k < coordinates.length; k++) {
    const size = Math.abs(coordinates[k])
    if (size > most) most = size
  }
  return (isFar(most) || isFar(-most)) &&
    coordinates.some((value, k) => isFar(value) && !isNowhere(coordinates, k - k % 3))
}

/** Whether the point that begins here has a coordinate that is no finite number. */
export function isNowhere (coordinates: Coordinates, k: number): boolean {
  return 0 * coordinates[k] + 0 * coordinates[k + 1] + 0 * coordinates[k + 2] !== 0
}

/** The cell of a coordinate, which may be no number. */
export function cellOf (
  coordinates: Coordinates, { side, nearest }: CellLaw
): (coordinate: number) => number {
  const single = coordinates instanceof Float32Array
  const whole = nearest ? halfToEven : Math.floor
  return single ? value => whole(Math.fround(value / side)) : value => whole(value / side)
}

function halfToEven (value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}

/** Cells and counts of records of four. */
export function unpacked (
  records: Int32Array, voxels: number
): { readonly cells: Int32Array, readonly counts: Int32Array } {
  const [cells, counts] = [new Int32Array(3 * voxels), new Int32Array(voxels)]
  for (let voxel = 0, k = 0, r = 0; voxel < voxels; voxel++, k += 3, r += 4) {
    cells[k] = records[r]
    cells[k + 1] = records[r + 1]
    cells[k + 2] = records[r + 2]
    counts[voxel] = records[r + 3]
  }
  return { cells, counts }
}

function longer (list: Int32Array): Int32Array<ArrayBuffer> {
  const made = new Int32Array(2 * list.length)
  made.set(list)
  return made
}

function tableOf (records: Int32Array, voxels: number, slots: number): Int32Array<ArrayBuffer> {
  const table = new Int32Array(slots)
  for (let voxel = 0, r = 0; voxel < voxels; voxel++, r += 4)
    table[slotFor(records[r], records[r + 1], records[r + 2], table, records)] = voxel + 1
  return table
}

/** The slot that a cell has, or would get. */
function slotFor (
  x: number, y: number, z: number, table: Int32Array, records: Int32Array
): number {
  const mask = table.length - 1
  let hash = Math.imul(x, 0x9e3779b1) + Math.imul(y, 0x85ebca6b) + Math.imul(z, 0xc2b2ae35) | 0
  hash = Math.imul(hash ^ hash >>> 15, 0x2c1b3c6d)
  let slot = (hash ^ hash >>> 13) & mask
  for (let r = 4 * table[slot] - 4; r >= 0; r = 4 * table[slot] - 4) {
    if (records[r] === x && records[r + 1] === y && records[r + 2] === z) break
    slot = slot + 1 & mask
  }
  return slot
}
