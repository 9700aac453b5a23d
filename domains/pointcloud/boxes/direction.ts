import { cosTurn } from '../../../core/random/elementary.js'

/** The cosine and the sine of an angle in radians, the same bits in every engine. */
export function direction (angle: number): readonly [cos: number, sin: number] {
  const turns = angle / (2 * Math.PI)
  const later = turns - 0.25
  return [cosTurn(turns - Math.floor(turns)), cosTurn(later - Math.floor(later))]
}
