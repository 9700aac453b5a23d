import { exp, log } from '../../../core/random/elementary.js'
import type { Coordinates } from '../points.js'
import { reach } from './closest.js'
import type { Search } from './search.js'
import { offerEach } from './search.js'

/** Points of a cell, about. */
const EACH = 4
/** Where a point shares its cell with more than so many, on average, points lie too unevenly. */
const UNEVEN = 32

/**
 * A grid of even cells over points, sorted by counting. A place asks its own cell, then those
 * around it, shell by shell, until none can hold a nearer point.
 *
 * @param rows - the points that are meant: all finite, one at least
 * @returns nothing where points lie so unevenly that a few cells would hold most of them
 */
export function gridSearch (
  points: Coordinates, rows: Int32Array, low: Float64Array, high: Float64Array
): Search | undefined {
  const extents = Array.from(high, (most, axis) => most - low[axis])
  const wide = extents.filter(extent => extent > 0)
  const volume = wide.reduce((product, extent) => product * extent, 1)
  const side = exp(log(volume * EACH / rows.length) / Math.max(1, wide.length))
  const [nx, ny, nz] = extents.map(extent => Math.floor(extent / side) + 1)
  const cells = nx * ny * nz
  if (!(cells <= 2 * rows.length + 64)) return undefined
  const along = (value: number, axis: number, count: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor((value - low[axis]) / side)))
  const cellOf = (x: number, y: number, z: number): number =>
    (along(x, 0, nx) * ny + along(y, 1, ny)) * nz + along(z, 2, nz)
  const mine = rows.map(row => cellOf(points[3 * row], points[3 * row + 1], points[3 * row + 2]))
  const starts = new Int32Array(cells + 1)
  mine.forEach(cell => { starts[cell + 1]++ })
  if (starts.reduce((sum, count) => sum + count * count, 0) > UNEVEN * rows.length) return undefined
  for (let cell = 0; cell < cells; cell++) starts[cell + 1] += starts[cell]
  const sorted = new Int32Array(rows.length)
  const next = starts.slice()
  rows.forEach((row, k) => { sorted[next[mine[k]]++] = row })
  return (place, list) => {
    const [x, y, z] = [along(place[0], 0, nx), along(place[1], 1, ny), along(place[2], 2, nz)]
    const last = Math.max(x, nx - 1 - x, y, ny - 1 - y, z, nz - 1 - z)
    for (let shell = 0; shell <= last; shell++) {
      // A little less than the cells between, since a point may lie on the edge of its own
      const apart = Math.max(0, (shell - 1.000001) * side)
      if (apart * apart > reach(list)) return
      for (let i = Math.max(0, x - shell); i <= Math.min(nx - 1, x + shell); i++) {
        for (let j = Math.max(0, y - shell); j <= Math.min(ny - 1, y + shell); j++) {
          // Inside of the shell only its two ends along z are new
          const inner = Math.abs(i - x) < shell && Math.abs(j - y) < shell
          const step = inner ? 2 * shell : 1
          for (let k = z - shell; k <= z + shell; k += step) {
            if (k < 0 || k >= nz) continue
            const cell = (i * ny + j) * nz + k
            offerEach(points, sorted, starts[cell], starts[cell + 1], place, list)
          }
        }
      }
    }
  }
}
