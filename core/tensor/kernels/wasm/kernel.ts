import type { DataType, KernelBackend, KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import type { HostCoefficient } from '../../check.js'
import type { Named, Operation } from '../../operation.js'
import { fuse } from '../../operation.js'
import type { Kernels } from './functions.js'
import { kernels } from './functions.js'
import type { Heap } from './heap.js'
import { heapOf } from './heap.js'

/** What a kernel works with: the memory and the functions on it. */
export interface Bench extends Kernels { readonly heap: Heap }

/** An operation on tensors that lie in memory. */
export type Work<Attributes> = (
  bench: Bench, inputs: readonly TensorInfo[], attributes: Attributes
) => TensorInfo | TensorInfo[]

/** Makes work the kernel of an operation on tfjs' wasm backend. */
export function fuseOnWasm<Attributes extends object> (
  operation: Operation<Attributes> | Named, work: Work<Attributes>
): void {
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) =>
    work(benchOf(backend as KernelBackend), Object.values(inputs) as Tensor[], attrs as Attributes)
  fuse(operation, 'wasm', kernelFunc, { problem: kernels.problem })
}

export function benchOf (backend: KernelBackend): Bench {
  return { ...kernels.on(backend), heap: heapOf(backend) as Heap }
}

/** Bytes in one row of a tensor, or in all that lies behind some of its axes. */
export function bytesBehind (
  { shape, dtype }: { readonly shape: readonly number[], readonly dtype: DataType }, axes = 1
): number {
  return util.sizeFromShape(shape.slice(axes)) * util.bytesPerElement(dtype)
}

/** Where rows that outputs show begin. */
export function addressesOf (
  first: number, rows: Int32Array | undefined, count: number, bytes: number
): Uint32Array {
  const addresses = new Uint32Array(count)
  for (let i = 0; i < count; i++) addresses[i] = first + (rows === undefined ? i : rows[i]) * bytes
  return addresses
}

/** A coefficient of every output. */
export function each<List extends Float32Array | Float64Array> (
  list: List, coefficient: HostCoefficient, of: (each: number) => number = own
): List {
  if (typeof coefficient === 'number') return list.fill(of(coefficient)) as List
  for (let i = 0; i < list.length; i++) list[i] = of(coefficient[i])
  return list
}

const own = (each: number): number => each
/** How strongly a base is seen behind a source. */
export const rest = (each: number): number => 1 - each
