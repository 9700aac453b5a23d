import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core'
import { fail } from '../../core/errors.js'
import type { Heap } from '../../core/tensor/kernels/wasm/heap.js'
import { heapOf } from '../../core/tensor/kernels/wasm/heap.js'
import type { Kernels } from './functions.js'
import { kernels } from './functions.js'

/** Bytes of a float32. */
export const FLOAT = 4
/** How scratch is laid in memory, in float32: a vector each. */
const ALIGNED = 4

/** What a kernel works with: memory, and functions on it. */
export interface Room extends Heap, Kernels {
  readonly backend: KernelBackend
  dispose (x: TensorInfo): void
  /** Zeros that belong to `work` for as long as it runs: the addresses of blocks of float32. */
  scratch (who: string, counts: readonly number[], work: (...blocks: number[]) => void): void
  /** The float32 at an address, to be used at once. */
  floats (address: number, count: number): Float32Array
}

/**
 * Where kernels work on a backend.
 *
 * @throws BACKEND for one that is not the wasm backend of tfjs, as 4.22 has it
 */
export function roomIn (given: unknown): Room {
  const backend = given as KernelBackend
  const heap = heapOf(backend)
  const problem = kernels.problem(backend)
  if (heap === undefined || problem !== undefined) {
    throw fail('BACKEND', 'wasm', problem ?? 'does not show its memory')
  }
  const functions = kernels.on(backend)
  return {
    ...functions,
    ...heap,
    backend,
    dispose: ({ dataId }) => { backend.disposeData(dataId) },
    floats: (address, count) => new Float32Array(heap.memory.buffer, address, count),
    scratch: (who, counts, work) => {
      const places = counts.map(count => Math.ceil(count / ALIGNED) * ALIGNED * FLOAT)
      const bytes = places.reduce((sum, place) => sum + place, 0)
      heap.borrow(who, bytes, block => {
        functions.clear(block, bytes)
        let next = block
        work(...places.map(place => {
          next += place
          return next - place
        }))
      })
    }
  }
}
