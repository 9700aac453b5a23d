import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import type { Room } from '../room.js'
import { roomIn } from '../room.js'

/** What tfjs gives a kernel. */
export interface Given {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly attrs?: unknown
  readonly backend: unknown
}

/** A small case, and what a right kernel makes of it. */
export interface Trial {
  readonly inputs: Readonly<Record<string, TrialInput>>
  readonly attrs: NamedAttrMap
  readonly expected: readonly number[]
}

interface TrialInput {
  readonly values: readonly number[]
  readonly shape: readonly number[]
  readonly dtype?: 'int32'
}

/** A kernel of tfjs, or what runs in its place. */
export type Run = (given: Given) => TensorInfo

/** A kernel of tfjs by its name there, for the backend `wasm`. */
export interface TrainingKernel {
  readonly name: string
  /** Gets tfjs' own kernel too, if there is one. */
  readonly run: (given: Given, own?: Run) => TensorInfo
  /** tfjs' own kernel gives way if it fails this. */
  readonly trial?: Trial
  /** tfjs' own kernel is right, but many times slower. */
  readonly faster?: true
}

/**
 * A kernel of float32 tensors.
 *
 * @param names - of the inputs, in the order in which `work` gets them
 */
export function floatKernel<Attributes extends object> (
  name: string, names: readonly string[],
  work: (room: Room, inputs: readonly TensorInfo[], attributes: Attributes) => TensorInfo,
  more: Pick<TrainingKernel, 'trial' | 'faster'> = {}
): TrainingKernel {
  const run = ({ inputs, attrs, backend }: Given): TensorInfo => {
    const tensors = names.map(input => {
      const tensor = inputs[input] as TensorInfo
      if (tensor.dtype !== 'float32') throw fail('TENSOR', name, input, 'must be float32', tensor)
      return tensor
    })
    return work(roomIn(backend), tensors, attrs as Attributes)
  }
  return { name, run, ...more }
}
