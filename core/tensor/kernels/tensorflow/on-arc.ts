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
  /** `[n, 1]`, of both rows. */
  readonly cosines: Tensor
  readonly opposite: Tensor
  /** The sine of the whole angle, `[n, 1]`, and the angles that shares make, `[n, ways]`. */
  readonly sine: Tensor
  readonly angles: Tensor
  /** The sines of these by that of the whole: the weights but for opposite rows. */
  readonly quotients: Tensor
}

/** The largest cosine below 1 in float32. */
const NEAREST = 1 - 2 ** -24

function arcOf (backend: TensorflowBackend, cosines: Tensor, per: PerShare): Arc {
  // Rows that are longer than 1 are as near as can be; the quotient of two sines needs no series
  const whole = unary(backend, 'Acos', binary(backend, 'Minimum', cosines, NEAREST))
  const sine = unary(backend, 'Sin', whole)
  const angles = binary(backend, 'Mul', whole, per(l => l))
  return {
    cosines, sine, angles,
    opposite: binary(backend, 'Less', cosines, OPPOSITE),
    quotients: binary(backend, 'RealDiv', unary(backend, 'Sin', angles), sine)
  }
}

/** The weights of rows, `[n, ways]`; as `weightOnArc`, here by acos and sin. */
function weightsOn (
  backend: TensorflowBackend, { opposite, quotients }: Arc, per: PerShare,
  first: (way: number) => boolean
): Tensor {
  const nearest = per((l, way) => Number(l > 0.5 || (l === 0.5 && first(way))))
  return choose(backend, opposite, nearest, quotients)
}

/** What weights grow by with the cosines, `[n, ways]`; as `slopeOnArc`. */
function slopesOn (
  backend: TensorflowBackend, { cosines, opposite, sine, angles, quotients }: Arc, per: PerShare
): Tensor {
  const straight = binary(backend, 'Mul', unary(backend, 'Cos', angles), per(l => l))
  const along = binary(backend, 'Sub', binary(backend, 'Mul', quotients, cosines), straight)
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

/** The shares of both rows of which the second has this one. */
function perRow (coefficient: HostCoefficient): PerShare {
  const own = typeof coefficient === 'number' ? 1 - coefficient : coefficient.map(far => 1 - far)
  return perShare(own, coefficient)
}

/** `x · a + y · b` with a number for every row. */
function weighed (backend: TensorflowBackend, x: Tensor, a: Tensor, y: Tensor, b: Tensor): Tensor {
  return binary(backend, 'AddV2', binary(backend, 'Mul', x, a), binary(backend, 'Mul', y, b))
}

fuseTensorflow<SlerpAttributes>({ kernel: 'RemixtureSlerpRows' },
  (backend, [x, y], { coefficient }) => {
    const [a, b] = [x, y].map(flatRows)
    const per = perRow(coefficient)
    const arc = arcOf(backend, reduced(backend, 'Sum', binary(backend, 'Mul', a, b), 1), per)
    const [ofX, ofY] = halves(backend, weightsOn(backend, arc, per, way => way === 0), 1)
    const moved = weighed(backend, a, ofX, b, ofY)
    const { cosines, opposite, sine, angles, quotients } = arc
    return [x.rank === 2 ? moved : tf.reshape(moved, x.shape),
      ofX, ofY, cosines, opposite, sine, angles, quotients]
  })

fuseTensorflow<SlerpAttributes>({ kernel: 'RemixtureSlerpSlopes' },
  (backend, [dy, x, y, ofX, ofY, ...kept], { coefficient }) => {
    const [slope, a, b] = [dy, x, y].map(flatRows)
    const [cosines, opposite, sine, angles, quotients] = kept
    const arc = { cosines, opposite, sine, angles, quotients }
    const [turnX, turnY] = halves(backend, slopesOn(backend, arc, perRow(coefficient)), 1)
    // What the cosine, on which both weights depend, has of the gradient
    const turn = reduced(backend, 'Sum',
      binary(backend, 'Mul', slope, weighed(backend, a, turnX, b, turnY)), 1)
    return [weighed(backend, slope, ofX, b, turn), weighed(backend, slope, ofY, a, turn)]
      .map(moved => x.rank === 2 ? moved : tf.reshape(moved, x.shape))
  })

fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcWeight' },
  (backend, [cosines], { share, first }) => {
    const [column, per] = [tf.reshape(cosines, [cosines.size, 1]), perShare(share)]
    const found = weightsOn(backend, arcOf(backend, column, per), per, () => first)
    return tf.reshape(found, cosines.shape)
  })

fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcSlope' }, (backend, [cosines], { share }) => {
  const [column, per] = [tf.reshape(cosines, [cosines.size, 1]), perShare(share)]
  return tf.reshape(slopesOn(backend, arcOf(backend, column, per), per), cosines.shape)
})
