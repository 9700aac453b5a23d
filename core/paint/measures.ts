import type { Tensor } from '@tensorflow/tfjs-core'
import type { HostArray, Measures } from '../contract/index.js'
import { fail } from '../errors.js'
import { checkTensor } from '../tensor/runtime.js'
import { isTensor } from '../tensor/is-tensor.js'
import { wrongHostArray } from './host-array.js'

/**
 * The size, shape and frame of rows of numbers: a float32 tensor, or an array on the host.
 *
 * @param axes - the names of the axes that a row has at least, the first of which are its frame
 * @throws INPUT for rows of another kind, EMPTY_BATCH for none
 */
export function measuresOf (
  x: Tensor | HostArray<Uint8Array | Float32Array | Float64Array>, who: string,
  axes: readonly string[]
): Measures {
  const shape = shapeOf(x, who)
  if (shape.length <= axes.length) {
    const form = `rank ${axes.length + 1} or more, [rows, ${axes.join(', ')}]`
    throw fail('INPUT', who, 'x', `must have ${form}`, x)
  }
  if (shape[0] === 0) throw fail('EMPTY_BATCH', who, 'x')
  if (shape.includes(0)) throw fail('INPUT', who, 'x', 'must have no empty side', x)
  return { size: shape[0], shape: shape.slice(1), frame: shape.slice(1, 1 + axes.length) }
}

function shapeOf (x: Parameters<typeof measuresOf>[0], who: string): readonly number[] {
  if (isTensor(x)) {
    checkTensor(x, who, 'x')
    if (x.dtype !== 'float32') throw fail('INPUT', who, 'x', 'must be float32', x)
    return x.shape
  }
  const wrong = wrongHostArray(x, [Uint8Array, Float32Array, Float64Array])
  if (wrong !== undefined) throw fail('INPUT', who, 'x', wrong.allowed, wrong.got)
  return x.shape
}
