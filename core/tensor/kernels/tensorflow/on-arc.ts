import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostCoefficient } from '../../check.js'
import type { ArcAttributes } from '../../similarity/arc-weights.js'
import { NEAR, OPPOSITE } from '../../similarity/on-arc.js'
import type { SlerpAttributes } from '../../similarity/slerp-rows.js'
import type { TensorflowBackend } from './backend.js'
import { fuseTensorflow } from './backend.js'
import { choose, flatRows } from './stock.js'

/** What a number of shares makes: one share for all rows, `[1, ways]`, or one each. */
type PerShare = (make: (share: number, way: number) => number) => Tensor

/** The weights of rows by their cosines, `[n, 1]`; as `weightOnArc`, here by acos and sin. */
function weights (backend: TensorflowBackend, cosines: Tensor, { per, first }: {
  readonly per: PerShare
  readonly first: (way: number) => boolean
}): Tensor {
  const shares = per(l => l)
  const rest = tf.sub(1, cosines)
  const sine = tf.sqrt(tf.mul(rest, tf.add(cosines, 1)))
  const closed = tf.div(tf.sin(tf.mul(tf.acos(cosines), shares)), sine)
  // Of the series the first two terms: the next is 1e-9 of them so near
  const series = tf.add(shares, tf.mul(tf.relu(rest), per(l => l * (1 - l * l) / 3)))
  const nearest = per((l, way) => Number(l > 0.5 || (l === 0.5 && first(way))))
  return choose(backend, tf.greater(cosines, NEAR), series,
    choose(backend, tf.less(cosines, OPPOSITE), nearest, closed))
}

function perShare (...ways: readonly HostCoefficient[]): PerShare {
  const size = Math.max(...ways.map(share => typeof share === 'number' ? 1 : share.length))
  return make => tf.tensor2d(Float32Array.from({ length: size * ways.length }, (_, k) => {
    const way = k % ways.length
    const share = ways[way]
    return make(typeof share === 'number' ? share : share[Math.floor(k / ways.length)], way)
  }), [size, ways.length])
}

fuseTensorflow<SlerpAttributes>({ kernel: 'RemixtureSlerpRows' },
  (backend, [x, y], { coefficient }) => {
    const [a, b] = [flatRows(x), flatRows(y)]
    const own = typeof coefficient === 'number' ? 1 - coefficient : coefficient.map(far => 1 - far)
    const both = weights(backend, tf.sum(tf.mul(a, b), 1, true),
      { per: perShare(own, coefficient), first: way => way === 0 })
    const [ofX, ofY] = tf.split(both, 2, 1)
    const moved = tf.add(tf.mul(a, ofX), tf.mul(b, ofY))
    return x.rank === 2 ? moved : tf.reshape(moved, x.shape)
  })

fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcWeight' },
  (backend, [cosines], { share, first }) => {
    const column = tf.reshape(cosines, [cosines.size, 1])
    const found = weights(backend, column, { per: perShare(share), first: () => first })
    return tf.reshape(found, cosines.shape)
  })

/** As `slopeOnArc`. */
fuseTensorflow<ArcAttributes>({ kernel: 'RemixtureArcSlope' }, (backend, [cosines], { share }) => {
  const per = (make: (share: number) => number): Tensor => typeof share === 'number'
    ? tf.scalar(make(share))
    : tf.tensor1d(Float32Array.from(share, make))
  const l = per(each => each)
  const square = tf.mul(tf.sub(1, cosines), tf.add(cosines, 1))
  const sine = tf.sqrt(square)
  const angle = tf.mul(tf.acos(cosines), l)
  const along = tf.sub(tf.mul(tf.sin(angle), cosines), tf.mul(tf.mul(tf.cos(angle), l), sine))
  const closed = tf.div(along, tf.mul(square, sine))
  return choose(backend, tf.greater(cosines, NEAR), per(each => each * (each * each - 1) / 3),
    choose(backend, tf.less(cosines, OPPOSITE), tf.scalar(0), closed))
})
