import type { Coordinates } from '../points.js'
import type { Kernels } from '../wasm/kernels.js'
import type { CellLaw, Numbered } from './number.js'
import { cellOf, isNowhere, unpacked } from './number.js'

/** Points that are brought into memory at once, with their cells: few enough for a near cache. */
const BLOCK = 1024
/** Vectors reach over the end of a block by less. */
const ROOM = 64
/** The first table; it grows by four. */
const SLOTS = 2 ** 14
/** In place of the x of a cell: the point is nowhere. */
const NOWHERE = -(2 ** 31)

/** Where a block lies in memory; the table of voxels comes behind it. */
const POINTS = ROOM
const CELLS = POINTS + 24 * BLOCK + ROOM
const FOUND = CELLS + 12 * BLOCK + ROOM
const FIRST_SLOTS = FOUND + 4 * BLOCK
const TABLE = FIRST_SLOTS + 4 * BLOCK

/** As `numbered`, with the same result, in WebAssembly and block by block. */
export function fastNumbered (
  coordinates: Coordinates, law: CellLaw, { run, room }: Kernels
): Numbered | undefined {
  const inverse = new Int32Array(coordinates.length / 3)
  const kind = coordinates.constructor as Float32ArrayConstructor
  const cellsOf = coordinates instanceof Float32Array ? run.cellsOfFloats : run.cellsOfDoubles
  let at = placesOf(SLOTS)
  let buffer = room(at.end)
  run.moveVoxels(TABLE, SLOTS - 1, at.records, at.firsts, 0, at.records, at.firsts)
  let voxels = 0
  for (let start = 0; start < inverse.length; start += BLOCK) {
    const count = Math.min(BLOCK, inverse.length - start)
    if (2 * (voxels + count) > at.slots) {
      const { records, firsts, slots } = at
      at = placesOf(4 * slots)
      buffer = room(at.end)
      run.moveVoxels(TABLE, at.slots - 1, at.records, at.firsts, voxels, records, firsts)
    }
    const block = coordinates.subarray(3 * start, 3 * (start + count))
    new kind(buffer, POINTS, block.length).set(block)
    const odd = cellsOf(POINTS, CELLS, block.length, law.side, Number(law.nearest)) !== 0
    if (odd && !marked(block, law, new Int32Array(buffer, CELLS, block.length))) return undefined
    voxels = run.numberCells(CELLS, FOUND, FIRST_SLOTS, count, TABLE, at.slots - 1, at.records,
      at.firsts, voxels, start)
    inverse.set(new Int32Array(buffer, FOUND, count), start)
  }
  return { inverse, first: new Int32Array(buffer, at.firsts, voxels).slice(),
    ...unpacked(new Int32Array(buffer, at.records, 4 * voxels), voxels) }
}

/** Room for half as many voxels as there are slots. */
function placesOf (
  slots: number
): Readonly<Record<'slots' | 'records' | 'firsts' | 'end', number>> {
  const records = TABLE + 4 * slots
  const firsts = records + 8 * slots
  return { slots, records, firsts, end: firsts + 2 * slots }
}

/** Marks points that are nowhere; false where the cell of another is beyond 32 bits. */
function marked (block: Coordinates, law: CellLaw, cells: Int32Array): boolean {
  const cell = cellOf(block, law)
  for (let k = 0; k < block.length; k += 3) {
    if (isNowhere(block, k)) cells[k] = NOWHERE
    else if (block.subarray(k, k + 3).some(value => !(Math.abs(cell(value)) < 2 ** 31)))
      return false
  }
  return true
}
