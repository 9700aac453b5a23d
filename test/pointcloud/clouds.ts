import { Rng } from '../../core/index.js'
import type { AnyCloud, Boxes3, Cloud } from '../../domains/pointcloud/index.js'

/** A cloud of noise with columns of every kind; `time` tells every point of every cloud. */
export function cloudOf (points: number, seed: number, spread = 1.5): Cloud {
  const rng = Rng(seed).fork('cloud')
  const numbers = (count: number, low: number, high: number): Float32Array =>
    Float32Array.from({ length: count }, () => low + (high - low) * rng.uniform())
  return {
    coordinates: numbers(3 * points, -spread, spread),
    columns: {
      color: { data: Uint8Array.from(numbers(3 * points, 0, 256)), width: 3 },
      normal: { data: numbers(3 * points, -1, 1), width: 3 },
      segment: { data: Int32Array.from(numbers(points, 0, 8)), width: 1 },
      instance: { data: Int32Array.from(numbers(points, -1, 5)), width: 1 },
      time: { data: BigInt64Array.from({ length: points }, (_, k) => BigInt(seed * 1000 + k)),
        width: 1 }
    }
  }
}

/** Clouds of these sizes. */
export function cloudsOf (sizes: readonly number[], seed = 1): Cloud[] {
  return sizes.map((points, k) => cloudOf(points, seed * 100 + k))
}

export function boxesOf (seed: number, many = 3): Boxes3 {
  const rng = Rng(seed).fork('boxes')
  const between = (low: number, high: number): number => low + (high - low) * rng.uniform()
  const boxes = Array.from({ length: many }, () => [
    between(-2, 2), between(-2, 2), between(-1, 1), between(0.5, 1),
    between(0.5, 1), between(0.5, 1), between(-3, 3)])
  return { boxes, classes: boxes.map((_, k) => k % 3) }
}

/** The bytes of clouds: what they are, to the bit. */
export function bytesOf (clouds: readonly AnyCloud[]): string {
  return clouds.map(({ coordinates, columns, provenance, origin }) => [
    JSON.stringify([origin, provenance?.parts]),
    ...[coordinates, ...Object.values(columns).map(({ data }) => data), provenance?.part,
      provenance?.index].map(list => list === undefined
      ? ''
      : Buffer.from(list.buffer, list.byteOffset, list.byteLength).toString('base64'))
  ].join()).join('\n')
}
