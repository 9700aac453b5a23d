import * as z from 'zod/mini'
import { angleOf } from '../angles.js'
import type { AnyCloud } from '../cloud.js'
import { roundingOf } from '../points.js'
import { entryOf } from './selector.js'
import type { Selector } from './selector.js'

export const wholeColumn = z.union([z.int(),
  z.custom<Int32Array>(value => value instanceof Int32Array)],
'must be a whole number or an Int32Array')

/** Angles are kept this far from the ends, as the reference does, so that no point is left out. */
const MARGIN = 1e-5

/**
 * Points whose pitch, atan2(z, √(x² + y²)), lies in one of the equal bands between two angles.
 * Bands are counted from the top; the upper edge belongs to a band, the lower does not. What is
 * above or below is in the outermost.
 */
export const bands: Selector = {
  parameters: z.strictObject({
    low: z.number(), high: z.number(), count: wholeColumn, band: wholeColumn
  }),

  select ({ coordinates }, { low, high, count, band }, piece, memo) {
    const many = entryOf(count as Int32Array, piece)
    const edges = edgesOf(low as number, high as number, many)
    // A cloud is read once for all its bands
    const all = memo(coordinates, `bands ${edges.join()}`, () => sorted(coordinates, edges, many))
    return all[entryOf(band as Int32Array, piece)] ?? new Int32Array(0)
  },

  holds: ([x, y, z], _kind, { low, high, count, band }, piece) => {
    const edges = edgesOf(low as number, high as number, entryOf(count as Int32Array, piece))
    const found = bandOf(clamped(angleOf(z, Math.sqrt(x * x + y * y)), edges), edges)
    return found === entryOf(band as Int32Array, piece)
  }
}

function sorted (
  coordinates: AnyCloud['coordinates'], edges: Float64Array, count: number
): readonly Int32Array[] {
  const single = coordinates instanceof Float32Array
  const limits = edges.map(roundingOf(coordinates))
  const [lowest, highest] = [limits[count + 1], limits[count + 2]]
  const tangents = tangentsOf(limits)
  const points = coordinates.length / 3
  const bandOfPoint = new Int16Array(points)
  const sizes = new Int32Array(count)
  for (let i = 0, k = 0; i < points; i++, k += 3) {
    const x = coordinates[k]
    const y = coordinates[k + 1]
    const flat = single
      ? Math.fround(Math.sqrt(Math.fround(Math.fround(x * x) + Math.fround(y * y))))
      : Math.sqrt(x * x + y * y)
    const z = coordinates[k + 2]
    let band = 0
    if (tangents === undefined) band = -2
    else {
      for (let b = 0; b < tangents.length; b++) {
        const height = tangents[b] * flat
        const over = z - height
        const clear = Math.abs(over) > NEAR * (Math.abs(z) + Math.abs(height))
        if (clear && over > 0) break
        band = clear ? b + 1 : -2
        if (!clear) break
      }
    }
    if (band === -2) {
      const pitch = angleOf(z, flat)
      const told = single ? Math.fround(pitch) : pitch
      band = bandOf(told < lowest ? lowest : told > highest ? highest : told, limits)
    }
    bandOfPoint[i] = band
    if (band >= 0) sizes[band]++
  }
  const made = Array.from(sizes, size => new Int32Array(size))
  sizes.fill(0)
  for (let i = 0; i < points; i++) {
    const band = bandOfPoint[i]
    if (band >= 0) made[band][sizes[band]++] = i
  }
  return made
}

/**
 * Heights within this share of that of an edge are too near to tell: there the pitch decides, so
 * that the last bit of a tangent decides nothing.
 */
const NEAR = 1e-5

/** The tangents of the edges between bands, where these tell bands apart; nothing elsewhere. */
function tangentsOf (limits: Float64Array): Float64Array | undefined {
  const count = limits.length - 3
  const inner = limits.slice(1, count)
  const [lowest, highest] = [limits[count + 1], limits[count + 2]]
  return inner.length > 0 &&
    inner.every(edge => edge > lowest && edge < highest && Math.abs(edge) < 1.5)
    ? inner.map(Math.tan)
    : undefined
}

/** The edges from the top down, and at the end the two angles that pitches are kept between. */
function edgesOf (low: number, high: number, count: number): Float64Array {
  const edges = new Float64Array(count + 3)
  for (let k = 0; k <= count; k++) edges[k] = high + (low - high) * k / count
  edges[count] = low
  edges[count + 1] = low + MARGIN
  edges[count + 2] = high - MARGIN
  return edges
}

function clamped (pitch: number, edges: Float64Array): number {
  return Math.min(edges[edges.length - 1], Math.max(edges[edges.length - 2], pitch))
}

/** -1 for what is no number. */
function bandOf (pitch: number, edges: Float64Array): number {
  const count = edges.length - 3
  for (let band = 0; band < count; band++) {
    if (pitch > edges[band + 1] && pitch <= edges[band]) return band
  }
  return -1
}
