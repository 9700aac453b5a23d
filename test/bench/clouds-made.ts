import type { Cloud } from '../../domains/pointcloud/index.js'

let state = 2463534242
/** Uniform numbers that are the same every time (Marsaglia's xorshift32). */
export function uniform (): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) / 2 ** 32
}

/** Points on the walls, the floor and the ceiling of a room. */
export function room (points: number, sides: readonly number[]): Cloud {
  const coordinates = new Float32Array(3 * points)
  for (let k = 0; k < points; k++) {
    const wall = Math.floor(uniform() * 3)
    for (let axis = 0; axis < 3; axis++) {
      const share = axis === wall ? Math.round(uniform()) : uniform()
      coordinates[3 * k + axis] = share * sides[axis]
    }
  }
  return withColumns(coordinates)
}

/** A scan about a sensor: 64 rings, near things dense. */
export function scan (points: number): Cloud {
  const coordinates = new Float32Array(3 * points)
  for (let k = 0; k < points; k++) {
    const yaw = (2 * uniform() - 1) * Math.PI
    const pitch = (-25 + 28 * (Math.floor(uniform() * 64) / 64)) * Math.PI / 180
    const range = 3 + 60 * uniform() ** 2
    coordinates.set([range * Math.cos(pitch) * Math.cos(yaw),
      range * Math.cos(pitch) * Math.sin(yaw), range * Math.sin(pitch)], 3 * k)
  }
  return withColumns(coordinates)
}

function withColumns (coordinates: Float32Array): Cloud {
  const points = coordinates.length / 3
  return {
    coordinates,
    columns: {
      color: { data: Uint8Array.from({ length: 3 * points }, () => uniform() * 256), width: 3 },
      segment: { data: Int32Array.from({ length: points }, () => uniform() * 20), width: 1 }
    }
  }
}
