import { PERIOD } from './places.js'

/** 16 bits behind the point. Slopes of different tables of whole numbers lie further apart. */
const UNIT = 2 ** 16

/**
 * Tables that are straight lines, `⌊slope · (byte - low)⌋` from a low byte on, as the kernel `slope`
 * gets them; nothing if one of them is no such line to the last byte.
 */
export function slopesOf (
  tables: readonly Uint8Array[], lows: readonly number[]
): Uint8Array | undefined {
  if (PERIOD % tables.length !== 0) return undefined
  const slopes = tables.map((table, k) => slopeOf(table, lows[k]))
  const parts = new Uint8Array(4 * PERIOD)
  for (let i = 0; i < PERIOD; i++) {
    const k = i % tables.length
    const slope = slopes[k]
    if (slope === undefined) return undefined
    parts.set([lows[k]], i)
    parts.set([slope >> 16], PERIOD + i)
    parts.set([slope >> 8 & 255], 2 * PERIOD + i)
    parts.set([slope & 255], 3 * PERIOD + i)
  }
  return parts
}

/** The least slope, in units, with which no byte of a table comes out lower, if none is higher. */
function slopeOf (table: Uint8Array, low: number): number | undefined {
  let slope = 0
  for (let byte = low + 1; byte < 256; byte++)
    slope = Math.max(slope, Math.ceil(table[byte] * UNIT / (byte - low)))
  for (let byte = 0; byte < 256; byte++) {
    const above = Math.max(byte - low, 0)
    if (Math.min(Math.floor(slope * above / UNIT), 255) !== table[byte]) return undefined
  }
  // A product of 16 bits must hold what is not cut off yet
  return slope * (255 - low) < 2 ** 15 * UNIT ? slope : undefined
}
