import type { Tensor, Variable } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** What a transformer says of images: logits, and where its class token looked last. */
export interface Answer {
  readonly logits: Tensor
  /** `[rows, 4, 4]`: of the last block, in patches. */
  readonly attention: Tensor
}

const [SIDE, PATCH, WIDTH, BLOCKS, CLASSES] = [4, 2, 32, 2, 10]
const tokens = SIDE * SIDE + 1

/** A vision transformer of images `[rows, 8, 8, 1]`: two blocks of one head on patches of 2 × 2. */
export function transformer (seed: number): { answer (images: Tensor): Answer } {
  let next = seed * 100
  const weights = (from: number, to: number): Variable =>
    tf.variable(tf.randomNormal([from, to], 0, 1 / Math.sqrt(from), 'float32', next++))
  const embed = weights(PATCH * PATCH, WIDTH)
  const begin = weights(1, WIDTH)
  const place = tf.variable(tf.randomNormal([tokens, WIDTH], 0, 0.1, 'float32', next++))
  const blocks = Array.from({ length: BLOCKS }, () => ({
    query: weights(WIDTH, WIDTH), key: weights(WIDTH, WIDTH), value: weights(WIDTH, WIDTH),
    out: weights(WIDTH, WIDTH), wide: weights(WIDTH, 2 * WIDTH), narrow: weights(2 * WIDTH, WIDTH)
  }))
  const head = weights(WIDTH, CLASSES)

  const dense = (x: Tensor, by: Variable): Tensor => tf.reshape(
    tf.matMul(tf.reshape(x, [-1, by.shape[0]]), by as unknown as tf.Tensor2D),
    [...x.shape.slice(0, -1), by.shape[1] as number])
  const normal = (x: Tensor): Tensor => {
    const centred = tf.sub(x, tf.mean(x, -1, true))
    return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.mul(centred, centred), -1, true), 1e-5)))
  }

  return {
    answer: images => {
      const rows = images.shape[0]
      const cut = tf.transpose(tf.reshape(images, [rows, SIDE, PATCH, SIDE, PATCH]),
        [0, 1, 3, 2, 4])
      const patches = tf.reshape(cut, [rows, SIDE * SIDE, PATCH * PATCH])
      const first = tf.mul(tf.ones([rows, 1, 1]), tf.reshape(begin, [1, 1, WIDTH]))
      let x: Tensor = tf.add(tf.concat([first, dense(patches, embed)], 1), place)
      let seen: Tensor = tf.zeros([rows, tokens, tokens])
      for (const { query, key, value, out, wide, narrow } of blocks) {
        const before = normal(x)
        const scores = tf.matMul(dense(before, query), tf.transpose(dense(before, key), [0, 2, 1]))
        seen = tf.softmax(tf.div(scores, Math.sqrt(WIDTH)))
        x = tf.add(x, dense(tf.matMul(seen, dense(before, value)), out))
        x = tf.add(x, dense(tf.relu(dense(normal(x), wide)), narrow))
      }
      const last = tf.reshape(tf.slice(normal(x), [0, 0, 0], [rows, 1, WIDTH]), [rows, WIDTH])
      const attention = tf.reshape(tf.slice(seen, [0, 0, 1], [rows, 1, tokens - 1]),
        [rows, SIDE, SIDE])
      return { logits: dense(last, head), attention }
    }
  }
}
