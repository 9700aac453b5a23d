import type { AnyCloud } from '../../../domains/pointcloud/index.js'

export type Place = readonly [x: number, y: number, z: number]

/** A point of an output: where it is, and the point of the cloud that it was. */
export interface Told {
  readonly at: Place
  readonly row: number
  readonly index: number
  /** Its pool; the batch by default. */
  readonly pool?: string
}

/** What must become of a batch of clouds. */
export interface Made {
  readonly clouds: ReadonlyArray<readonly Told[]>
  /** How much of the partner a label has, output by output, where it is stated. */
  readonly shares?: readonly number[]
}

/** The points of a cloud, one by one. */
export function pointsOf ({ coordinates }: AnyCloud, row: number, pool = 'batch'): Told[] {
  return Array.from({ length: coordinates.length / 3 }, (_, index) => ({
    at: [coordinates[3 * index], coordinates[3 * index + 1], coordinates[3 * index + 2]],
    row, index, pool
  }))
}

/** Turned counter-clockwise about an axis through a place, seen against it. */
export function turned (at: Place, axis: 0 | 1 | 2, angle: number, about: Place): Place {
  const [x, y, z] = at.map((value, k) => value - about[k])
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const made = axis === 0 ? [x, cos * y - sin * z, sin * y + cos * z]
    : axis === 1 ? [cos * x + sin * z, y, cos * z - sin * x]
      : [cos * x - sin * y, sin * x + cos * y, z]
  return made.map((value, k) => value + about[k]) as unknown as Place
}

export function meanOf (points: readonly Told[]): Place {
  return [0, 1, 2].map(axis =>
    points.reduce((sum, { at }) => sum + at[axis], 0) / points.length) as unknown as Place
}

export function middleOf (points: readonly Told[]): Place {
  return [0, 1, 2].map(axis => {
    const values = points.map(({ at }) => at[axis])
    return (Math.min(...values) + Math.max(...values)) / 2
  }) as unknown as Place
}

/** The same points, each somewhere else. */
export function moved (points: readonly Told[], to: (at: Place) => Place): Told[] {
  return points.map(point => ({ ...point, at: to(point.at) }))
}

export function apart (a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** Of all ways to pair the points of two clouds, that with the least sum of distances. */
export function paired (mine: readonly Told[], theirs: readonly Told[]): Told[] {
  let [best, least]: [number[], number] = [[], Infinity]
  const go = (chosen: number[], sum: number): void => {
    if (sum >= least) return
    if (chosen.length === mine.length) {
      [best, least] = [chosen, sum]
      return
    }
    theirs.forEach((other, k) => {
      if (!chosen.includes(k)) go([...chosen, k], sum + apart(mine[chosen.length].at, other.at))
    })
  }
  go([], 0)
  return best.map(k => theirs[k])
}

/** The corners of a box from above, counter-clockwise. */
function corners (box: readonly number[]): Array<[x: number, y: number]> {
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => {
    const [x, y] = turned([u * box[3] / 2, v * box[4] / 2, 0], 2, box[6], [0, 0, 0])
    return [x + box[0], y + box[1]]
  })
}

/** The area that two boxes share from above, by cutting one along every side of the other. */
export function sharedArea (a: readonly number[], b: readonly number[]): number {
  const sides = corners(b)
  const left = sides.reduce((polygon, from, k) => {
    const to = sides[(k + 1) % 4]
    const side = ([x, y]: readonly [number, number]): number =>
      (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0])
    return polygon.flatMap((point, i): Array<[number, number]> => {
      const next = polygon[(i + 1) % polygon.length]
      const [here, there] = [side(point), side(next)]
      const kept: Array<[number, number]> = here >= 0 ? [point] : []
      if (here * there >= 0) return kept
      const t = here / (here - there)
      return [...kept, [point[0] + t * (next[0] - point[0]), point[1] + t * (next[1] - point[1])]]
    })
  }, corners(a))
  return Math.abs(left.reduce((sum, [x, y], k) => {
    const [u, v] = left[(k + 1) % left.length]
    return sum + x * v - y * u
  }, 0)) / 2
}

/** Whether a place is within a box, its border too. */
export function within ([x, y, z]: Place, box: readonly number[]): boolean {
  const [u, v] = turned([x - box[0], y - box[1], 0], 2, -box[6], [0, 0, 0])
  return [u, v, z - box[2]].every((value, axis) => Math.abs(value) <= box[3 + axis] / 2)
}
