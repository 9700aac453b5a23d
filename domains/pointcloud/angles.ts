import { cosTurn } from '../../core/random/elementary.js'

/** The cosine and the sine of an angle in radians, the same bits in every engine. */
export function direction (angle: number): readonly [cos: number, sin: number] {
  const turns = angle / (2 * Math.PI)
  const later = turns - 0.25
  return [cosTurn(turns - Math.floor(turns)), cosTurn(later - Math.floor(later))]
}

/** arctan(k / 8) for k from 0 to 8, correctly rounded. */
const EIGHTHS = [
  0, 0.12435499454676144, 0.24497866312686414, 0.3587706702705722, 0.4636476090008061,
  0.5585993153435624, 0.6435011087932844, 0.7188299996216245, Math.PI / 4
]

/** arctan(t) for t from 0 to 1: what is left of it beside the nearest eighth is at most 1/16. */
function arctan (t: number): number {
  const k = Math.round(8 * t)
  const near = k / 8
  const rest = (t - near) / (1 + t * near)
  const square = rest * rest
  // Taylor's series, whose next term is below 1e-19
  let sum = 0
  for (let power = 13; power >= 3; power -= 2)
    sum = ((power % 4 === 1 ? 1 : -1) / power + sum) * square
  return EIGHTHS[k] + (rest + rest * sum)
}

/**
 * The angle of a direction, -π to π, as `Math.atan2` has it, within two units in the last place;
 * the same bits in every engine, which `Math.atan2` does not promise.
 */
export function angleOf (y: number, x: number): number {
  const [height, width] = [Math.abs(y), Math.abs(x)]
  // Zeros, infinities and what is no number: angles that are the same everywhere
  if (!(height + width > 0 && Math.max(height, width) < Infinity)) return Math.atan2(y, x)
  const steep = height > width
  const small = arctan(steep ? width / height : height / width)
  const first = steep ? Math.PI / 2 - small : small
  const angle = x < 0 ? Math.PI - first : first
  return y < 0 || Object.is(y, -0) ? -angle : angle
}
