import type { Tensor } from '@tensorflow/tfjs-core'
import type { HostArray } from '../contract/index.js'
import { fail } from '../errors.js'
import { wrongHostArray } from '../paint/host-array.js'
import { checkTensor } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'

/**
 * Checks rows: a float32 tensor, or bytes or floats on the host, of a rank, with at least one row
 * and no empty side.
 *
 * @param rank - the rank that is allowed, or the least one if `exact` is false
 * @throws INPUT for anything else, EMPTY_BATCH for no rows, SECOND_TFJS for a tensor of another
 *   copy of tfjs
 */
export function checkRows (
  x: Tensor | HostArray<Uint8Array | Float32Array>, who: string, rank: number, exact = false
): { size: number, shape: readonly number[] } {
  if (isTensor(x)) checkTensor(x, who, 'x')
  const shape = isTensor(x) ? x.shape : hostShape(x, who)
  const wanted = exact ? `must have rank ${rank}` : `must have rank ${rank} or more`
  if (exact ? shape.length !== rank : shape.length < rank) throw fail('INPUT', who, 'x', wanted, x)
  if (isTensor(x) && x.dtype !== 'float32')
    throw fail('INPUT', who, 'x', 'must be float32', x)
  if (shape[0] === 0) throw fail('EMPTY_BATCH', who, 'x')
  if (shape.includes(0)) throw fail('INPUT', who, 'x', 'must have no empty side', x)
  return { size: shape[0], shape: shape.slice(1) }
}

function hostShape (x: HostArray, who: string): readonly number[] {
  const wrong = wrongHostArray(x, [Uint8Array, Float32Array])
  if (wrong !== undefined) throw fail('INPUT', who, 'x', wrong.allowed, wrong.got)
  return x.shape
}
