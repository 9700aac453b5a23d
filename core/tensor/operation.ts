import type { KernelConfig, KernelFunc, NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** The gradient of each input, made when it is asked for. */
export type Gradients = ReadonlyArray<() => Tensor>

/** One tensor operation: how it is composed of tfjs' own, and its gradient. */
export interface OperationDefinition<Attributes extends object> {
  readonly name: string
  /** What it computes where no kernel is fused; runs in a tidy and off the tape. */
  compose (inputs: readonly Tensor[], attributes: Attributes): Tensor
  /**
   * Written with operations of this kind, so that it is fused where they are.
   *
   * @param inputs - what went in if `saves` is set, else empty
   */
  gradient? (dy: Tensor, attributes: Attributes, inputs: readonly Tensor[]): Gradients
  /** Keeps the inputs until the backward pass. Off where it can be: on wasm keeping is a copy. */
  readonly saves?: boolean
}

/**
 * Runs a tensor operation. Tensors are inputs; what the host knows (rows, boxes, coefficients) are
 * attributes.
 */
export interface Operation<Attributes extends object> {
  (inputs: readonly Tensor[], attributes: Attributes): Tensor
  /** Its name among the kernels of tfjs. */
  readonly kernel: string
}

const operations = new Map<string, { readonly kernel: string, readonly composed: KernelFunc }>()

/**
 * Defines an operation: a kernel of tfjs, `Remixture…`, with a gradient that holds on every
 * backend. A backend that has no kernel of that name gets the composed one on first use, so both
 * run by the same road: they are recorded, profiled and differentiated alike, and a gradient is
 * computed only for inputs that need one.
 */
export function defineOperation<Attributes extends object> (
  definition: OperationDefinition<Attributes>
): Operation<Attributes> {
  const { name, compose, gradient, saves = false } = definition
  const kernel = `Remixture${name[0].toUpperCase()}${name.slice(1)}`
  const composed: KernelFunc = ({ inputs, attrs }) => tf.tidy(() => {
    const tensors = Object.values(inputs) as Tensor[]
    return own(compose(tensors, attrs as Attributes), tensors)
  })
  operations.set(name, { kernel, composed })
  if (gradient !== undefined) {
    tf.registerGradient({
      kernelName: kernel,
      saveAllInputs: saves,
      gradFunc: (dy, saved, attrs) => {
        const made = gradient(dy as Tensor, attrs as Attributes, saved)
        return Object.fromEntries(made.map((make, input) => [input, () => own(make(), [dy as Tensor])]))
      }
    })
  }
  const run = (inputs: readonly Tensor[], attributes: Attributes): Tensor => {
    // Starts a backend if none runs yet: before that the name says nothing.
    tf.backend()
    const backendName = tf.getBackend()
    if (tf.getKernel(kernel, backendName) === undefined) {
      tf.registerKernel({ kernelName: kernel, backendName, kernelFunc: composed })
    }
    // A list, since tfjs saves all inputs only of a list; its types know just maps.
    return tf.engine().runKernel(
      kernel, inputs as unknown as NamedTensorMap, attributes as unknown as NamedAttrMap
    )
  }
  return Object.assign(run, { kernel })
}

/** A result that is nobody else's: passing an input on would let one be disposed with the other. */
function own (result: Tensor, others: readonly Tensor[]): Tensor {
  return others.includes(result) ? tf.clone(result) : result
}

/**
 * Registers a fused kernel of an operation, in place of what is there for that backend.
 *
 * @param kernelFunc - gets the inputs in order, and the attributes that the operation documents
 */
export function fuse<Attributes extends object> (
  operation: Operation<Attributes>, backendName: string, kernelFunc: KernelFunc,
  life: Pick<KernelConfig, 'setupFunc' | 'disposeFunc'> = {}
): void {
  const kernelName = operation.kernel
  if (tf.getKernel(kernelName, backendName) !== undefined) tf.unregisterKernel(kernelName, backendName)
  tf.registerKernel({ kernelName, backendName, kernelFunc, ...life })
}

/** Which operations run as one kernel on a backend, by name. */
export function fusedOn (backendName: string): Record<string, boolean> {
  return Object.fromEntries(Array.from(operations, ([name, { kernel, composed }]) => {
    const registered = tf.getKernel(kernel, backendName)
    return [name, registered !== undefined && registered.kernelFunc !== composed]
  }))
}
