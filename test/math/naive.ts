import type { Complex } from '../../core/math/index.js'

/** The transform by its definition, along every axis in one sum: O(n²). */
export function naive (x: Complex, shape: readonly number[], inverse = false): Complex {
  const n = x.re.length
  const places = Array.from({ length: n }, (_, at) => place(at, shape))
  const result = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      // The turn of every axis apart, modulo its length, so that no angle is large.
      let turn = 0
      for (let axis = 0; axis < shape.length; axis++) {
        turn += places[k][axis] * places[j][axis] % shape[axis] / shape[axis]
      }
      const angle = (inverse ? 2 : -2) * Math.PI * (turn % 1)
      result.re[k] += x.re[j] * Math.cos(angle) - x.im[j] * Math.sin(angle)
      result.im[k] += x.re[j] * Math.sin(angle) + x.im[j] * Math.cos(angle)
    }
    if (inverse) {
      result.re[k] /= n
      result.im[k] /= n
    }
  }
  return result
}

/** Numbers in [-1, 1) from a seed (a 32-bit xorshift: good enough to fill an array). */
export function noise (n: number, seed: number): Complex {
  let state = (seed * 2654435761 ^ 0x9e3779b9) | 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state / 2 ** 31
  }
  const re = Float64Array.from({ length: n }, next)
  return { re, im: Float64Array.from({ length: n }, next) }
}

/** The Euclidean length of a list of complex numbers. */
export function norm (x: Complex): number {
  let sum = 0
  for (let k = 0; k < x.re.length; k++) sum += x.re[k] ** 2 + x.im[k] ** 2
  return Math.sqrt(sum)
}

/** How far apart two lists are, relative to the second. */
export function gap (a: Complex, b: Complex): number {
  if (a.re.length !== b.re.length || a.im.length !== b.im.length) return Infinity
  const apart = { re: a.re.map((v, k) => v - b.re[k]), im: a.im.map((v, k) => v - b.im[k]) }
  return norm(apart) / norm(b)
}

/** Where an entry of a row-major array stands along every axis. */
function place (at: number, shape: readonly number[]): number[] {
  const list: number[] = []
  for (let axis = shape.length - 1, rest = at; axis >= 0; axis--) {
    list.unshift(rest % shape[axis])
    rest = Math.floor(rest / shape[axis])
  }
  return list
}
