import type { HostArray } from '../../../core/index.js'
import type { Matrix } from './affine.js'

/** An image of bytes, `[height, width, channels]`. */
export type Image = HostArray<Uint8Array>

/**
 * What operations are made of. None changes an image; the bytes they give may be the image's own,
 * and are to be read before the next call.
 */
export interface Engine {
  /** Every byte in a table that is made of how often each is there, channel by channel. */
  byCounts (image: Image, tableOf: (counts: Int32Array) => Uint8Array): Uint8Array
  /** The least and the most byte of every channel. */
  extremes (image: Image): ReadonlyArray<readonly [low: number, high: number]>
  /** Every byte in the table of its channel. */
  lookUp (image: Image, tables: readonly Uint8Array[]): Uint8Array
  /** The same for tables that are straight lines from these bytes on, 0 below. */
  stretch (image: Image, tables: readonly Uint8Array[], lows: readonly number[]): Uint8Array
  /** Keeps this many of the highest bits. */
  posterize (image: Image, bits: number): Uint8Array
  /** Inverts the bytes from a threshold on. */
  solarize (image: Image, threshold: number): Uint8Array
  /** `base + factor · (byte - base)` in float32, cut to bytes. */
  enhance (image: Image, factor: number, base: number): Uint8Array
  /** The mean brightness of the pixels, to the nearest byte. */
  brightness (image: Image): number
  /** Every pixel away from its grey, or to it. */
  color (image: Image, factor: number): Uint8Array
  /** Every pixel away from the mean of those around it, or to it; those of the border stay. */
  sharpness (image: Image, factor: number): Uint8Array
  /** An image seen through an affine map, bilinear, black outside. */
  affine (image: Image, matrix: Matrix): Uint8Array
}
