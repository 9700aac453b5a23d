import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostCoefficient } from '../../check.js'
import type { ArcAttributes } from '../../similarity/arc-weights.js'
import { NEAR, OPPOSITE } from '../../similarity/on-arc.js'
import type { SlerpAttributes, SlerpSlopeAttributes } from '../../similarity/slerp-rows.js'
import type { TensorflowBackend } from './backend.js'
import { fuseTensorflow } from './backend.js'
import { choose, flatRows } from './stock.js'

/** What a number of shares makes: one share for all rows, `[1, ways]`, or one each. */
type PerShare = (make: (share: number, way: number) => number) => Tensor

/** What weights and slopes of rows on an arc have in common, by the cosines of both ends. */
interface Arc {
  readonly cosines: Tensor
  readonly rest: Tensor
  /** The sine of the whole angle, and its square. */
  readonly sine: Tensor
  readonly square: Tensor
  readonly angle: Tensor
  readonly near: Tensor
  readonly opposite: Tensor
}

function arcOf (cosines: Tensor): Arc {
  const rest = tf.sub(1, cosines)
  const square = tf.mul(rest, tf.add(cosines, 1))
  return {
    cosines, rest, square,
    sine: tf.sqrt(square),
    angle: tf.acos(cosines),
    near: tf.greater(cosines, NEAR),
    opposite: tf.less(cosines, OPPOSITE)
  }
}

/** The weights of rows by their cosines, `[n, 1]`; as `weightOnArc`, here by acos and sin. */
function weights (backend: TensorflowBackend, arc: Arc, { per, first }: {
  readonly per: PerShare
  readonly first: (way: number) => boolean
}): Tensor {
  const shares = per(l => l)
  const closed = tf.div(tf.sin(tf.mul(arc.angle, shares)), arc.sine)
  // Of the series the first two terms: the next is 1e-9 of them so near. Rows that are longer than
  // 1 are as near as can be
  const series = tf.add(shares, tf.mul(tf.relu(arc.rest), per(l => l * (1 - l * l) / 3)))
  const nearest = per((l, way) => Number(l > 0.5 || (l === 0.5 && first(way))))
  return choose(backend, arc.near, series, choose(backend, arc.opposite, nearest, closed))
}

/** What weights grow by with the cosines, `[n, 1]`; as `slopeOnArc`. */
function slopes (backend: TensorflowBackend, arc: Arc, per: PerShare): Tensor {
  const l = per(each => each)
  const angle = tf.mul(arc.angle, l)
  const along = tf.sub(tf.mul(tf.sin(angle), arc.cosines),
    tf.mul(tf.mul(tf.cos(angle), l), arc.sine))
  const closed = tf.div(along, tf.mul(arc.square, arc.sine))
  return choose(backend, arc.near, per(each => each * (each * each - 1) / 3),
    choose(backend, arc.opposite, tf.scalar(0), closed))
}

function perShare (...ways: readonly HostCoefficient[]): PerShare {
  const size = Math.max(...ways.map(share => typeof share === 'number' ? 1 : share.length))
  return make => tf.tensor2d(Float32Array.from({ length: size * ways.length }, (_, k) => {
    const way = k % ways.length
    const share = ways[way]
    return make(typeof share === 'number' ? share : share[Math.floor(k / ways.length)], way)
  }), [size, ways.length])
}

function reversed (coefficient: HostCoefficient): HostCoefficient {
  return typeof coefficient === 'number' ? 1 - coefficient : coefficient.map(far => 1 - far)
}

fuseTensorflow<SlerpAttributes>({ kernel: 'RemixtureSlerpRows' },
  (backend, [x, y], { coefficient }) => {
    const [a, b] = [flatRows(x), flatRows(y)]
    const both = weights(backend, arcOf(tf.sum(tf.mul(a, b), 1, true)),
      { per: perShare(reversed(coefficient), coefficient), first: way => way === 0 })
    const [ofX, ofY] = tf.split(both, 2, 1)
    const moved = tf.add(tf.mul(a, ofX), tf.mul(b, ofY))
    return x.rank === 2 ? moved : tf.reshape(moved, x.shape)
  })

fuseTensorflow<SlerpSlopeAttributes>({ kernel: 'RemixtureSlerpSlopes' },
  (backend, [dy, x, y], { coefficient, first }) => {
    const [slope, a, b] = [dy, x, y].map(flatRows)
    const own = reversed(coefficient)
    const arc = arcOf(tf.sum(tf.mul(a, b), 1, true))
    const [ofX, ofY] = tf.split(slopes(backend, arc, perShare(own, coefficient)), 2, 1)
    // What the cosine, on which both weights depend, has of the gradient
    const turn = tf.sum(tf.mul(slope, tf.add(tf.mul(a, ofX), tf.mul(b, ofY))), 1, true)
    const weight = weights(backend, arc,
      { per: perShare(first ? own : coefficient), first: () => first })
    const moved = tf.add(tf.mul(slope, weight), tf.mul(first ? b : a, turn))
    return x.rank === 2 ? moved : tf.reshape(moved, x.shape)
  })

fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcWeight' },
  (backend, [cosines], { share, first }) => {
    const column = tf.reshape(cosines, [cosines.size, 1])
    const found = weights(backend, arcOf(column), { per: perShare(share), first: () => first })
    return tf.reshape(found, cosines.shape)
  })

fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcSlope' }, (backend, [cosines], { share }) => {
  const column = tf.reshape(cosines, [cosines.size, 1])
  return tf.reshape(slopes(backend, arcOf(column), perShare(share)), cosines.shape)
})
