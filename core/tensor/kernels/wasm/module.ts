import type { KernelBackend } from '@tensorflow/tfjs-core'
import { fromBase64 } from '../../../plan/base64.js'
import { heapOf } from './heap.js'

/** The functions of a module of kernels. */
export type Functions = Readonly<Record<string, (...numbers: number[]) => number | void>>

/** A module of kernels, which shares the memory of tfjs. */
export interface KernelModule<Kernels extends Functions> {
  /** Its functions on the memory of a backend, for which `problem` finds nothing. */
  on (backend: KernelBackend): Kernels
  /** Why it does not run on a backend, if so. */
  problem (backend: KernelBackend): string | undefined
}

interface Started { readonly functions?: Functions, readonly problem?: string }

interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly started: WeakMap<object, Started>
}

const parts: Part[] = []

/**
 * Defines a module of kernels by its bytes. It starts with its first use on a backend, and anew
 * when tfjs starts another backend of that name.
 *
 * @param code - the bytes, base64, as `npm run build:wasm` writes them: no data, no stack of its
 *   own, one import, `env.memory`
 */
export function kernelModule<Kernels extends Functions> (code: string): KernelModule<Kernels> {
  const part = { bytes: bytesIn(code), started: new WeakMap<object, Started>() }
  parts.push(part)
  const startedOn = (backend: KernelBackend): Started => {
    const there = part.started.get(backend)
    if (there !== undefined) return there
    const started = startNow(part, backend)
    part.started.set(backend, started)
    return started
  }
  return {
    on: backend => startedOn(backend).functions as Kernels,
    problem: backend => startedOn(backend).problem
  }
}

function bytesIn (code: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(fromBase64(code) ?? [])
}

/**
 * Starts all modules on a backend, without a limit to their size: on the main thread a browser may
 * compile no more than 4 kB at once while it waits.
 */
export async function prepareModules (backend: KernelBackend): Promise<void> {
  const heap = heapOf(backend)
  if (heap === undefined) return
  await Promise.all(parts.map(async ({ bytes, started }) => {
    if (started.get(backend)?.functions !== undefined) return
    try {
      const { instance } = await WebAssembly.instantiate(fitted(bytes, heap.memory),
        { env: { memory: heap.memory } })
      started.set(backend, { functions: instance.exports as Functions })
    } catch (error) {
      started.set(backend, { problem: sentence(error) })
    }
  }))
}

function startNow ({ bytes }: Part, backend: KernelBackend): Started {
  const heap = heapOf(backend)
  if (heap === undefined) return { problem: 'does not show its memory, as tfjs 4.22 does' }
  try {
    const module = new WebAssembly.Module(fitted(bytes, heap.memory))
    const { exports } = new WebAssembly.Instance(module, { env: { memory: heap.memory } })
    return { functions: exports as Functions }
  } catch (error) {
    return { problem: sentence(error) }
  }
}

/** Vectors may be missing, or a browser may want more time: see `prepareModules`. */
function sentence (error: unknown): string {
  return `does not run the kernels: ${(error as Error).message}`
}

/** The import `env.memory` up to the byte that says whether a memory is shared. */
const IMPORT = [3, ...letters('env'), 6, ...letters('memory'), 2]
const [BOUNDED, SHARED] = [1, 3]

/** A module whose import is of the kind of a memory: shared between threads, or not. */
function fitted (bytes: Uint8Array<ArrayBuffer>, { buffer }: WebAssembly.Memory): BufferSource {
  if (buffer instanceof ArrayBuffer) return bytes
  const kind = bytes.findIndex((_, i) =>
    bytes[i + IMPORT.length] === BOUNDED && IMPORT.every((byte, k) => bytes[i + k] === byte))
  const shared = bytes.slice()
  shared[kind + IMPORT.length] = SHARED
  return shared
}

function letters (text: string): number[] {
  return Array.from(text, letter => letter.charCodeAt(0))
}
