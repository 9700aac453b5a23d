import { direction } from '../angles.js'

/** A box: `[x, y, z, length, width, height, yaw]`, x, y, z its centre, yaw counter-clockwise. */
export type Box3 = ArrayLike<number>

/** Whether points are inside a box, its border included. */
export function insideBox (box: Box3): (x: number, y: number, z: number) => boolean {
  const [cos, sin] = direction(box[6])
  const [length, width, height] = [box[3] / 2, box[4] / 2, box[5] / 2]
  return (x, y, z) => {
    const [dx, dy] = [x - box[0], y - box[1]]
    return Math.abs(z - box[2]) <= height && Math.abs(dx * cos + dy * sin) <= length &&
      Math.abs(dy * cos - dx * sin) <= width
  }
}

/** The corners of a box seen from above, in turn. */
function cornersOf (box: Box3): Array<readonly [x: number, y: number]> {
  const [cos, sin] = direction(box[6])
  return [[1, 1], [-1, 1], [-1, -1], [1, -1]].map(([along, across]) => {
    const [x, y] = [along * box[3] / 2, across * box[4] / 2]
    return [box[0] + x * cos - y * sin, box[1] + x * sin + y * cos] as const
  })
}

/**
 * Whether two boxes overlap when they are seen from above: by the axes that could keep them apart
 * (Gottschalk et al., 1996). Boxes that only touch do not.
 */
export function overlapFromAbove (a: Box3, b: Box3): boolean {
  const sides = [a[6], a[6] + Math.PI / 2, b[6], b[6] + Math.PI / 2]
  const [first, second] = [cornersOf(a), cornersOf(b)]
  return sides.every(angle => {
    const [cos, sin] = direction(angle)
    const along = (corners: typeof first): number[] => corners.map(([x, y]) => x * cos + y * sin)
    const [one, other] = [along(first), along(second)]
    return Math.max(...one) > Math.min(...other) && Math.max(...other) > Math.min(...one)
  })
}
