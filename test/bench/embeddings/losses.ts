import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, logSumExpRows } from '../../../core/index.js'
import {
  geodesicLoss, infoNCE, mochi, supReMix, supReMixLoss
} from '../../../domains/embedding/index.js'
import { normalRows } from '../../embedding/support.js'

/** A loss, and what its gradients are taken by. */
export interface Measured {
  readonly inputs: readonly Tensor[]
  loss (...x: Tensor[]): Scalar
}

/** Rows of length 1. */
export function unit (seed: number, size: number, width: number): Tensor2D {
  return tf.tidy(() => {
    const rows = normalRows(seed, size, width)
    return tf.div<Tensor2D>(rows, tf.norm(rows, 2, 1, true))
  })
}

/** Whole targets of 0 … 63, four rows of each. */
const targets = Float32Array.from({ length: 256 }, (_, i) => i % 64)

const losses: Readonly<Record<string, () => Measured>> = {
  'm2-mix': () => ({
    inputs: [unit(1, 256, 128), unit(2, 256, 128)],
    loss: (image, text) => geodesicLoss({
      image: image as Tensor2D, text: text as Tensor2D, kind: 'm2', lambda: 0.3, normalize: false
    })
  }),
  mochi: () => {
    const [q, k, bank] = [normalRows(1, 256, 128), normalRows(2, 256, 128), unit(3, 16384, 128)]
    const mix = createMixer(mochi({ hardest: 1024, pairs: 512, withQuery: 128 }), { seed: 7 })
    return {
      inputs: [q],
      loss: x => {
        const anchors = x as Tensor2D
        const synthetic = mix({ anchors, bank })
        return infoNCE({ anchors, positives: k, bank, temperature: 0.2, synthetic })
      }
    }
  },
  'sup-re-mix': () => {
    const mix = createMixer(supReMix({ window: 5 }), { seed: 7 })
    return {
      inputs: [normalRows(1, 256, 128)],
      loss: x => {
        const embeddings = x as Tensor2D
        const plan = mix({ embeddings })
        return supReMixLoss({ embeddings, plan, targets: { data: targets, shape: [256] } })
      }
    }
  }
}

/** A loss by its name. */
export function lossOf (name: string): Measured {
  return losses[name]()
}

/**
 * SupReMix' positives of some anchors as published code has them, every mixture of two rows laid
 * out: `[n, n, d]` for an anchor. Forward alone, so less than the whole.
 */
export function dense (rows: Tensor2D, anchors: number): Tensor {
  const [size, width] = rows.shape
  const sums = Array.from({ length: anchors }, (_, anchor) => tf.tidy(() => {
    const y = targets[anchor]
    const shares = new Float32Array(size * size)
    const hidden = new Float32Array(size * size).fill(-1e30)
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        const [low, high] = [targets[j], targets[k]]
        if (low >= y || high <= y || y - low >= 5 || high - y >= 5) continue
        shares[j * size + k] = (high - y) / (high - low)
        hidden[j * size + k] = 0
      }
    }
    const a = tf.tensor3d(shares, [size, size, 1])
    const mixes = tf.add(tf.mul(a, tf.expandDims(rows, 1)),
      tf.mul(tf.sub(1, a), tf.expandDims(rows, 0)))
    const own = tf.reshape(tf.slice(rows, [anchor, 0], [1, width]), [width, 1])
    const products = tf.matMul(tf.reshape(mixes, [size * size, width]), own)
    const logits = tf.add(tf.div(tf.reshape(products, [1, size * size]), 0.3),
      tf.tensor2d(hidden, [1, size * size]))
    return logSumExpRows([logits as Tensor2D])
  }))
  return tf.concat(sums)
}
