import { direction } from './angles.js'
import { checkPoints } from './check-points.js'
import type { Neighbours } from './nearest/neighbours.js'
import { neighbours } from './nearest/neighbours.js'
import type { Coordinates } from './points.js'

/** Planes that are tried: as many steps of half a turn. */
const PLANES = 60

/** The upright plane in which a cloud is most like its mirror image. */
export interface Symmetry {
  /** How far it is turned about y, in radians: a multiple of π / 60. */
  readonly angle: number
  readonly index: number
  /** How unlike the mirror image is for every plane: the sum of squared distances, both ways. */
  readonly distances: Float64Array
}

/**
 * The plane of symmetry of a cloud that stands upright along y: of 60 planes, the one whose mirror
 * image has the least Chamfer distance.
 *
 * @throws INPUT for what are no points
 */
export function symmetryAngle (points: Coordinates): Symmetry {
  checkPoints(points, 'symmetryAngle', 'points')
  const among = neighbours(points)
  const distances = Float64Array.from({ length: PLANES }, (_, k) =>
    chamfer(among, mirrored(points, k * Math.PI / PLANES)))
  const index = distances.indexOf(distances.reduce((least, each) => Math.min(least, each)))
  return { angle: index * Math.PI / PLANES, index, distances }
}

function mirrored (points: Coordinates, angle: number): Float64Array {
  const [cos, sin] = direction(angle)
  const made = Float64Array.from(points)
  for (let k = 0; k < made.length; k += 3) {
    const [x, z] = [made[k], made[k + 2]]
    made[k] = (1 - 2 * sin * sin) * x + 2 * sin * cos * z
    made[k + 2] = 2 * sin * cos * x + (1 - 2 * cos * cos) * z
  }
  return made
}

/**
 * The sum of the squared distances of all points to the nearest of their mirror images, both ways:
 * a mirror keeps distances, so that the one way is as far as the other.
 */
function chamfer (among: Neighbours, image: Float64Array): number {
  let sum = 0
  for (let k = 0; k < image.length; k += 3)
    sum += 2 * among.nearest([image[k], image[k + 1], image[k + 2]], 1).squares[0]
  return sum
}
