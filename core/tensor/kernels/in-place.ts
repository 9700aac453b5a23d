import type { KernelBackend, Tensor, TypedArray } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import type { PasteInPlaceOptions, InPlaceOptions } from '../in-place.js'
import { kernels } from './wasm/functions.js'
import { mixOnWasm, pasteOnWasm } from './wasm/in-place.js'

/** Operations that write into their input; `made` is what it becomes, as a new tensor. */
export interface InPlace {
  mix (x: Tensor, options: Required<InPlaceOptions>, made: () => Tensor): void
  paste (x: Tensor, options: Required<PasteInPlaceOptions>, made: () => Tensor): void
}

/** What cpu (4.22) holds of a tensor. */
interface Cpu extends KernelBackend {
  readonly data: { get (dataId: object): { readonly values: TypedArray } }
}

const onWasm: InPlace = { mix: mixOnWasm, paste: pasteOnWasm }
const onCpu: InPlace = {
  mix: (x, _, made) => { replace(x, made) },
  paste: (x, _, made) => { replace(x, made) }
}

function replace (x: Tensor, made: () => Tensor): void {
  tf.tidy(() => {
    const { data } = tf.backend() as Cpu
    data.get(x.dataId).values.set(data.get(made().dataId).values)
  })
}

/**
 * The operations of the backend in effect.
 *
 * @throws BACKEND where tensors cannot be written into
 */
export function inPlace (who: string): InPlace {
  const backend = tf.backend()
  const name = tf.getBackend()
  if (name === 'cpu') return onCpu
  if (name === 'wasm' && kernels.problem(backend) === undefined) return onWasm
  throw fail('BACKEND', name, `has no tensors that ${who} could write into; wasm and cpu have`)
}
