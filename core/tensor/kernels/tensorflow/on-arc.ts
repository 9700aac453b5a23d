import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostCoefficient } from '../../check.js'
import type { ArcAttributes } from '../../similarity/arc-weights.js'
import { NEAR, OPPOSITE } from '../../similarity/on-arc.js'
import type { SlerpAttributes } from '../../similarity/slerp-rows.js'
import type { TensorflowBackend } from './backend.js'
import { fuseTensorflow } from './backend.js'
import { binary, halves, reduced, unary } from './direct.js'
import { choose, flatRows } from './stock.js'

/** What a number of shares makes: one share for all rows, `[1, ways]`, or one each. */
type PerShare = (make: (share: number, way: number) => number) => Tensor

/** What weights and slopes of rows on an arc have in common. */
interface Arc {
  readonly backend: TensorflowBackend
  /** `[n, 1]`, of both rows. */
  readonly cosines: Tensor
  readonly opposite: Tensor
  /** The sine of the whole angle, `[n, 1]`, and the angles that shares make, `[n, ways]`. */
  readonly sine: Tensor
  readonly angles: Tensor
  /** The sines of these by that of the whole: the weights but for opposite rows. */
  readonly weights: Tensor
  readonly per: PerShare
}

function arcOf (backend: TensorflowBackend, cosines: Tensor, per: PerShare): Arc {
  // Rows that are longer than 1 are as near as can be; the quotient of two sines needs no series
  const whole = unary(backend, 'Acos', binary(backend, 'Minimum', cosines, NEAREST))
  const sine = unary(backend, 'Sin', whole)
  const angles = binary(backend, 'Mul', whole, per(l => l))
  return {
    backend, cosines, sine, angles, per,
    opposite: binary(backend, 'Less', cosines, OPPOSITE),
    weights: binary(backend, 'RealDiv', unary(backend, 'Sin', angles), sine)
  }
}

/** The largest cosine below 1 in float32. */
const NEAREST = 1 - 2 ** -24

/** The weights of rows, `[n, ways]`; as `weightOnArc`, here by acos and sin. */
function weightsOn (
  { backend, opposite, weights, per }: Arc, first: (way: number) => boolean
): Tensor {
  const nearest = per((l, way) => Number(l > 0.5 || (l === 0.5 && first(way))))
  return choose(backend, opposite, nearest, weights)
}

/** What weights grow by with the cosines, `[n, ways]`; as `slopeOnArc`. */
function slopesOn ({ backend, cosines, opposite, sine, angles, weights, per }: Arc): Tensor {
  const straight = binary(backend, 'Mul', unary(backend, 'Cos', angles), per(l => l))
  const along = binary(backend, 'Sub', binary(backend, 'Mul', weights, cosines), straight)
  const closed = binary(backend, 'RealDiv', along, unary(backend, 'Square', sine))
  const near = binary(backend, 'Greater', cosines, NEAR)
  return choose(backend, near, per(l => l * (l * l - 1) / 3),
    choose(backend, opposite, tf.scalar(0), closed))
}

function perShare (...ways: readonly HostCoefficient[]): PerShare {
  const size = Math.max(...ways.map(share => typeof share === 'number' ? 1 : share.length))
  return make => tf.tensor2d(Float32Array.from({ length: size * ways.length }, (_, k) => {
    const way = k % ways.length
    const share = ways[way]
    return make(typeof share === 'number' ? share : share[Math.floor(k / ways.length)], way)
  }), [size, ways.length])
}

/** Of rows x and y, and how far from one to the other outputs lie. */
function between (
  backend: TensorflowBackend, x: Tensor, y: Tensor, coefficient: HostCoefficient
): Arc {
  const reversed = typeof coefficient === 'number'
    ? 1 - coefficient
    : coefficient.map(far => 1 - far)
  const cosines = reduced(backend, 'Sum', binary(backend, 'Mul', x, y), 1)
  return arcOf(backend, cosines, perShare(reversed, coefficient))
}

/** `x · a + y · b` with a number for every row. */
function weighed (backend: TensorflowBackend, x: Tensor, a: Tensor, y: Tensor, b: Tensor): Tensor {
  return binary(backend, 'AddV2', binary(backend, 'Mul', x, a), binary(backend, 'Mul', y, b))
}

const isFirst = (way: number): boolean => way === 0

fuseTensorflow<SlerpAttributes>({ kernel: 'RemixtureSlerpRows' },
  (backend, [x, y], { coefficient }) => {
    const [a, b] = [x, y].map(flatRows)
    const weights = weightsOn(between(backend, a, b, coefficient), isFirst)
    const [ofX, ofY] = halves(backend, weights, 1)
    const moved = weighed(backend, a, ofX, b, ofY)
    return x.rank === 2 ? moved : tf.reshape(moved, x.shape)
  })

fuseTensorflow<SlerpAttributes>({ kernel: 'RemixtureSlerpSlopes' },
  (backend, [dy, x, y], { coefficient }) => {
    const [slope, a, b] = [dy, x, y].map(flatRows)
    const arc = between(backend, a, b, coefficient)
    const [ofX, ofY] = halves(backend, weightsOn(arc, isFirst), 1)
    const [turnX, turnY] = halves(backend, slopesOn(arc), 1)
    // What the cosine, on which both weights depend, has of the gradient
    const turn = reduced(backend, 'Sum',
      binary(backend, 'Mul', slope, weighed(backend, a, turnX, b, turnY)), 1)
    return [weighed(backend, slope, ofX, b, turn), weighed(backend, slope, ofY, a, turn)]
      .map(moved => x.rank === 2 ? moved : tf.reshape(moved, x.shape))
  })

fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcWeight' },
  (backend, [cosines], { share, first }) => {
    const column = tf.reshape(cosines, [cosines.size, 1])
    const found = weightsOn(arcOf(backend, column, perShare(share)), () => first)
    return tf.reshape(found, cosines.shape)
  })

fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcSlope' }, (backend, [cosines], { share }) => {
  const column = tf.reshape(cosines, [cosines.size, 1])
  return tf.reshape(slopesOn(arcOf(backend, column, perShare(share))), cosines.shape)
})
