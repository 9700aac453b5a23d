import type { KernelBackend, Tensor, TypedArray } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import type { PasteInPlaceOptions, InPlaceOptions } from '../in-place.js'

/** Operations that write into their input; `made` is what it becomes, as a new tensor. */
export interface InPlace {
  mix (x: Tensor, options: Required<InPlaceOptions>, made: () => Tensor): void
  paste (x: Tensor, options: Required<PasteInPlaceOptions>, made: () => Tensor): void
}

/** The operations of a backend, or nothing where it cannot run them. */
type Found = (backend: KernelBackend) => InPlace | undefined

/** What cpu (4.22) holds of a tensor. */
interface Cpu extends KernelBackend {
  readonly data: { get (dataId: object): { readonly values: TypedArray } }
}

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

const known = new Map<string, Found>([['cpu', () => onCpu]])

/** Makes known how operations write into the tensors of a backend. */
export function writeInPlace (backend: string, found: Found): void {
  known.set(backend, found)
}

/**
 * The operations of the backend in effect.
 *
 * @throws BACKEND where tensors cannot be written into
 */
export function inPlace (who: string): InPlace {
  const name = tf.getBackend()
  const found = known.get(name)?.(tf.backend())
  if (found !== undefined) return found
  throw fail('BACKEND', name, `has no tensors that ${who} could write into; wasm and cpu have`)
}
