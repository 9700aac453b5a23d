import { fail } from '../../../core/errors.js'
import { direction } from '../angles.js'
import { checkPoints } from '../check-points.js'

/**
 * Turns points counter-clockwise, seen against the axis, in place.
 *
 * @param points - three numbers each
 * @throws INPUT for what are no points, no axis, no number, no place
 */
export function turn (
  points: Float32Array | Float64Array, axis: 'x' | 'y' | 'z', radians: number,
  center: readonly number[]
): void {
  checkPoints(points, 'turn', 'points')
  if (!['x', 'y', 'z'].includes(axis))
    throw fail('INPUT', 'turn', 'axis', 'must be x, y or z', axis)
  if (!Number.isFinite(radians))
    throw fail('INPUT', 'turn', 'radians', 'must be a finite number', radians)
  const place: unknown = center
  if (!Array.isArray(place) || place.length !== 3 || !place.every(Number.isFinite))
    throw fail('INPUT', 'turn', 'center', 'must be three finite numbers', center)
  const [cos, sin] = direction(radians)
  const [first, second] = planeOf(axis)
  const [a, b] = [center[first], center[second]]
  for (let k = 0; k < points.length; k += 3) {
    const u = points[k + first] - a
    const v = points[k + second] - b
    points[k + first] = cos * u - sin * v + a
    points[k + second] = sin * u + cos * v + b
  }
}

/** The two axes that turn, the first towards the second. */
function planeOf (axis: string): readonly [first: number, second: number] {
  if (axis === 'x') return [1, 2]
  return axis === 'y' ? [2, 0] : [0, 1]
}

/** A box turned about the origin; nothing where it would not stay upright. */
export function turnBox (
  box: readonly number[], radians: number, axis: string, about: string
): readonly number[] | undefined {
  if (axis !== 'z' || about !== 'origin') return undefined
  const [cos, sin] = direction(radians)
  const [x, y, z, length, width, height, yaw] = box
  return [cos * x - sin * y, sin * x + cos * y, z, length, width, height, yaw + radians]
}
