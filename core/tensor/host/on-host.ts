import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'

/** What a kernel gets as attributes. */
export interface OnHostAttributes {
  /** What the numbers are for, in errors. */
  readonly who: string
  /** From the numbers of every input, which stay what they are, those of the output. */
  readonly work: (...inputs: readonly Float32Array[]) => Float32Array
  /** How many inputs there are. */
  readonly count: number
  /** Whether the output has no slope, as bytes have none. */
  readonly flat: boolean
}

/** The memory of tfjs' cpu backend; it is the same in all 4.x, but no public face of it. */
interface HostBackend {
  readonly data?: { get (dataId: object): { readonly values?: unknown } | undefined }
}

/**
 * Kernel `RemixtureOnHost`: the output has the shape of the first input. It is there where the
 * memory of tensors is the host's own, so that nothing waits to be read, and on tensorflow.
 */
export const runOnHost: Operation<OnHostAttributes> = defineOperation({
  name: 'onHost',
  compose (inputs, { who, work }) {
    const { data } = tf.backend() as unknown as HostBackend
    const numbers = inputs.map(({ dataId }) => data?.get(dataId)?.values)
    if (tf.getBackend() !== 'cpu' || !numbers.every(each => each instanceof Float32Array)) {
      const remedy = 'give bytes on the host, { data, shape }, or use the backend wasm or cpu'
      throw fail('BACKEND', tf.getBackend(), `has no ${who}, which the host does: ${remedy}`)
    }
    return tf.tensor(work(...numbers), inputs[0].shape)
  },
  gradient (dy, { who, count, flat }) {
    if (!flat) throw fail('TENSOR', who, 'x', 'has no gradient through what the host does', dy)
    return Array.from({ length: count }, () => () => tf.zerosLike(dy))
  }
})

/**
 * Does to the numbers of tensors, on the host, what no tensor operation does: exact bytes, doubles.
 *
 * @param inputs - float32, of one shape
 * @param work - gets their numbers, which it must leave as they are, and gives those of the output
 * @param flat - whether the output has no slope, as bytes have none: its gradient is 0
 * @returns float32 of that shape
 * @throws BACKEND where tensors lie in another memory than the host's, or one that is not known;
 *   TENSOR where the gradient of an output that is not flat is asked for
 */
export function onHost (
  inputs: readonly Tensor[], who: string, work: OnHostAttributes['work'], flat: boolean
): Tensor {
  return runOnHost(inputs, { who, work, count: inputs.length, flat })
}
