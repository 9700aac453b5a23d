import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { LogSumAttributes } from '../../similarity/log-sum-exp-rows.js'
import type { TensorflowBackend } from './backend.js'
import { fuseTensorflow } from './backend.js'
import { setDiagonal } from './stock.js'

/** Takes a number out of every sum; finite after a scale of any temperature, too. */
const OUT = -1e30

fuseTensorflow<LogSumAttributes>({ kernel: 'RemixtureLogSumExpRows' },
  (backend, blocks, { scale, hidden }) => {
    const shown = blocks.map((block, b) => hidden && b === 0 ? hide(backend, block, OUT) : block)
    // Of a single column both are the column itself, and each operation costs
    const top = shown.map(block => block.shape[1] === 1 ? block : tf.max(block, 1, true))
      .reduce((a, b) => tf.maximum(a, b))
    const sums = shown.map(block => {
      const parts = tf.exp(scaled(tf.sub(block, top), scale))
      return block.shape[1] === 1 ? parts : tf.sum(parts, 1, true)
    })
    const all = tf.add(tf.log(sums.reduce((a, b) => tf.add(a, b))), scaled(top, scale))
    return tf.reshape(all, [all.size])
  })

fuseTensorflow<LogSumAttributes>({ kernel: 'RemixtureSoftmaxParts' },
  (backend, [block, sums, dy], { scale, hidden }) => {
    const column = [sums.size, 1]
    const shares = tf.exp(tf.sub(scaled(block, scale), tf.reshape(sums, column)))
    const parts = tf.mul(shares, tf.reshape(scaled(dy, scale), column))
    return hidden ? hide(backend, parts, 0) : parts
  })

function scaled (x: Tensor, scale: number): Tensor {
  return scale === 1 ? x : tf.mul(x, scale)
}

function hide (backend: TensorflowBackend, x: Tensor, value: number): Tensor {
  return setDiagonal(backend, x, tf.fill([Math.min(...x.shape)], value))
}
