import type {
  KernelBackend, KernelConfig, KernelFunc, NamedAttrMap, NamedTensorMap, Tensor
} from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'

/** The gradient of each input, made when it is asked for. */
export type Gradients = ReadonlyArray<() => Tensor>

/** One tensor operation: how it is composed of tfjs' own, and its gradient. */
export interface OperationDefinition<
  Attributes extends object, Result extends Tensor | Tensor[] = Tensor
> {
  readonly name: string
  /** What it computes where no kernel is fused; runs in a tidy and off the tape. */
  compose (inputs: readonly Tensor[], attributes: Attributes): Result
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
export interface Operation<
  Attributes extends object, Result extends Tensor | Tensor[] = Tensor
> {
  (inputs: readonly Tensor[], attributes: Attributes): Result
  /** Its name among the kernels of tfjs. */
  readonly kernel: string
}

/** An operation by its name alone, so that a page whose kernels it is among need not load it. */
export type Named = Pick<Operation<object>, 'kernel'>

interface Known {
  readonly kernel: string
  readonly composed: KernelFunc
  /** Why the kernel of a backend stands back, by the backend's name. */
  readonly problems: Map<string, Problem>
}

/** Why a kernel does not run on a backend, if so. */
type Problem = (backend: KernelBackend) => string | undefined

const operations = new Map<string, Known>()

/**
 * Defines an operation: a kernel of tfjs, `Remixture…`, with a gradient that holds on every
 * backend. A backend that has no kernel of that name gets the composed one on first use, so both
 * run by the same road: they are recorded, profiled and differentiated alike, and a gradient is
 * computed only for inputs that need one.
 *
 * @throws OPTION for a definition without a name or `compose`
 */
export function defineOperation<
  Attributes extends object, Result extends Tensor | Tensor[] = Tensor
> (definition: OperationDefinition<Attributes, Result>): Operation<Attributes, Result> {
  checkDefinition(definition)
  const { name, compose, gradient, saves = false } = definition
  const kernel = `Remixture${name[0].toUpperCase()}${name.slice(1)}`
  const composed: KernelFunc = ({ inputs, attrs }) => tf.tidy(() => {
    const tensors = Object.values(inputs) as Tensor[]
    return own(compose(tensors, attrs as Attributes), tensors)
  })
  operations.set(name, { kernel, composed, problems: new Map() })
  if (gradient !== undefined) {
    tf.registerGradient({
      kernelName: kernel,
      saveAllInputs: saves,
      gradFunc: (dy, saved, attrs) => {
        const made = gradient(dy as Tensor, attrs as Attributes, saved)
        const fresh = made.map((make, input) => [input, () => own(make(), [dy as Tensor])] as const)
        return Object.fromEntries(fresh)
      }
    })
  }
  const run = (inputs: readonly Tensor[], attributes: Attributes): Result => {
    // Starts a backend if none runs yet: before that the name says nothing.
    tf.backend()
    const backendName = tf.getBackend()
    if (tf.getKernel(kernel, backendName) === undefined) {
      tf.registerKernel({ kernelName: kernel, backendName, kernelFunc: composed })
    }
    // A list, since tfjs saves all inputs only of a list; its types know just maps.
    return tf.engine().runKernel<Result>(
      kernel, inputs as unknown as NamedTensorMap, attributes as unknown as NamedAttrMap
    )
  }
  return Object.assign(run, { kernel })
}

function checkDefinition (definition: unknown): void {
  const { name, compose } = Object(definition) as Partial<OperationDefinition<object>>
  if (typeof name !== 'string' || name === '')
    throw fail('OPTION', 'defineOperation', 'name', 'must be text, and not empty', name)
  if (typeof compose !== 'function')
    throw fail('OPTION', `defineOperation "${name}"`, 'compose', 'must be a function', compose)
}

/** A result that is nobody else's: passing an input on would let one be disposed with the other. */
function own<Result extends Tensor | Tensor[]> (
  result: Result, others: readonly Tensor[]
): Result {
  return others.includes(result as Tensor) ? tf.clone(result as Tensor) as Result : result
}

/** How a fused kernel lives, and where it cannot. */
export interface Fusion extends Pick<KernelConfig, 'setupFunc' | 'disposeFunc'> {
  /** Why it does not run on a backend, if so: then the operation runs as composed. */
  readonly problem?: Problem
}

/**
 * Registers a fused kernel of an operation, in place of what is there for that backend:
 * `fuse(mix, 'wasm', mixRows)`. Kernels live in `kernels/<backend>/`, one a file.
 *
 * @param kernelFunc - gets the inputs in order, and the attributes that the operation documents
 * @throws OPTION for an operation, a name or a function that is none
 */
export function fuse<Attributes extends object> (
  operation: Operation<Attributes> | Named, backendName: string, kernelFunc: KernelFunc,
  fusion: Fusion = {}
): void {
  const kernelName = (operation as Named | null)?.kernel
  if (typeof kernelName !== 'string') {
    const allowed = 'must be made by defineOperation()'
    throw fail('OPTION', 'fuse', 'operation', allowed, operation)
  }
  if (typeof backendName !== 'string')
    throw fail('OPTION', 'fuse', 'backendName', 'must be text', backendName)
  if (typeof kernelFunc !== 'function')
    throw fail('OPTION', 'fuse', 'kernelFunc', 'must be a function', kernelFunc)
  const { problem, ...life } = fusion
  const known = Array.from(operations.values()).find(({ kernel }) => kernel === kernelName)
  known?.problems.delete(backendName)
  if (problem !== undefined) known?.problems.set(backendName, problem)
  const guarded: KernelFunc = problem === undefined || known === undefined
    ? kernelFunc
    : given => problem(given.backend as KernelBackend) === undefined
      ? kernelFunc(given)
      : known.composed(given)
  const there = tf.getKernel(kernelName, backendName) !== undefined
  if (there) tf.unregisterKernel(kernelName, backendName)
  tf.registerKernel({ kernelName, backendName, kernelFunc: guarded, ...life })
}

/** Whether operations run as one kernel on a backend, by name: `true`, or why not. */
export function fusedOn (backendName: string): Record<string, true | string> {
  const backend = backendName in tf.engine().registry ? tf.findBackend(backendName) : undefined
  return Object.fromEntries(Array.from(operations, ([name, { kernel, composed, problems }]) => {
    const registered = tf.getKernel(kernel, backendName)
    if (registered === undefined || registered.kernelFunc === composed)
      return [name, `no kernel for ${backendName}`]
    return [name, (backend && problems.get(backendName)?.(backend)) ?? true]
  }))
}
