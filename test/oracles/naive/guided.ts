import type { Shape } from '../../../plugins/check/batches.js'
import { noise } from '../../../plugins/check/batches.js'
import type { Outcome } from '../outcome.js'
import { masked } from './masked.js'

/** GuidedMixup of the catalogue's saliency: blurred, paired by the greedy circle, shared out. */
export function naiveGuided (
  { size, height, width }: Shape, kernel: number, sigma: number
): Outcome {
  const maps = noise(size * height * width, 21, 0, 1)
  const cells = height * width
  const shares = Array.from({ length: size }, (_, row) => blurred(
    maps.subarray(row * cells, (row + 1) * cells), height, width, kernel, sigma))
  const partners = circle(shares)
  return masked(partners, height, width, (row, y, x) => {
    const [mine, other] = [row, partners[row]].map(each => shares[each][y * width + x])
    return mine + other > 0 ? Math.fround(other / (mine + other)) : 0.5
  })
}

/** Every pixel as a weighted mean of those around it, walking back at the border; sums to 1. */
function blurred (
  map: Float32Array, height: number, width: number, kernel: number, sigma: number
): Float32Array {
  const half = (kernel - 1) / 2
  const inside = (place: number, length: number): number => {
    let at = place
    while (length > 1 && (at < 0 || at >= length)) at = at < 0 ? -at : 2 * (length - 1) - at
    return length > 1 ? at : 0
  }
  const soft = Array.from(map, (_, k) => {
    let [sum, all] = [0, 0]
    for (let dy = -half; dy <= half; dy++) {
      for (let dx = -half; dx <= half; dx++) {
        const weight = Math.exp(-(dy ** 2 + dx ** 2) / (2 * sigma ** 2))
        const [y, x] = [inside(Math.floor(k / width) + dy, height), inside(k % width + dx, width)]
        sum += weight * map[y * width + x]
        all += weight
      }
    }
    return sum / all
  })
  const total = soft.reduce((sum, value) => sum + value, 0)
  return Float32Array.from(soft, value => value / total)
}

/** From the two rows farthest apart always on to the farthest that is left, and back. */
function circle (shares: readonly Float32Array[]): number[] {
  const apart = (a: number, b: number): number => Math.sqrt(
    shares[a].reduce((sum, value, k) => sum + (value - shares[b][k]) ** 2, 0))
  const rows = shares.map((_, row) => row)
  let [row, most] = [0, 0]
  for (const a of rows) {
    for (const b of rows) if (apart(a, b) > most) [row, most] = [a, apart(a, b)]
  }
  const order = [row]
  while (order.length < rows.length) {
    const left = rows.filter(each => !order.includes(each))
    row = left.reduce((best, each) =>
      apart(order[order.length - 1], each) > apart(order[order.length - 1], best) ? each : best)
    order.push(row)
  }
  return rows.map(each => order[(order.indexOf(each) + 1) % order.length])
}
