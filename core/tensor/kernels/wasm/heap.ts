import type { DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core'
import { engine, util } from '@tensorflow/tfjs-core'
import { fail } from '../../../errors.js'
import { isReusable } from '../../reuse.js'

/** Numbers of the host that a kernel reads; it gets the address 0 for those that are absent. */
export type HostList =
  Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array | undefined

/** The memory of tfjs' wasm backend, as kernels of one's own use it. Addresses are in bytes. */
export interface Heap {
  readonly memory: WebAssembly.Memory
  /** Where the numbers of a tensor begin. One of another backend is brought over first. */
  address (x: TensorInfo): number
  /** Bytes of the memory, to be used at once: the memory moves when tfjs lets it grow. */
  bytes (address: number, length: number): Uint8Array
  /**
   * A new tensor, which `work` fills. Lists are copied into memory for as long as it runs.
   *
   * @throws HEAP if there is no room; nothing is left behind then
   */
  make (
    who: string, shape: readonly number[], dtype: DataType, lists: readonly HostList[],
    work: (out: number, ...lists: number[]) => void
  ): TensorInfo
  /** As `make`, but where the base of what is made may be reused, it is written into. */
  over (
    base: TensorInfo, who: string, shape: readonly number[], lists: readonly HostList[],
    work: (out: number, ...lists: number[]) => void
  ): TensorInfo
  /** Copies lists into memory for as long as `work` runs. Throws as `make`. */
  lend (who: string, lists: readonly HostList[], work: (...lists: number[]) => void): void
  /** Memory that belongs to `work` for as long as it runs. Throws as `make`. */
  borrow (who: string, bytes: number, work: (address: number) => void): void
}

/** What kernels need of tfjs' backend; it is the same in all 4.x, but no public face of it. */
interface TfjsBackend extends KernelBackend {
  readonly wasm: {
    readonly asm?: { readonly memory?: unknown }
    readonly wasmMemory?: unknown
    _malloc (bytes: number): number
    _free (address: number): void
  }
  readonly dataIdMap: { get (dataId: object): { readonly memoryOffset: number } }
  makeOutput (shape: readonly number[], dtype: DataType): TensorInfo
  /** Makes room for a tensor, new or from another backend. */
  move: KernelBackend['move']
}

const heaps = new WeakMap<object, Heap>()

/** The memory of a backend; nothing if it is none of tfjs' wasm backend, or none that is known. */
export function heapOf (backend: KernelBackend): Heap | undefined {
  const memory = memoryOf(backend)
  if (memory === undefined) return undefined
  const heap = heaps.get(backend) ?? heapIn(backend as TfjsBackend, memory)
  heaps.set(backend, heap)
  return heap
}

function memoryOf (backend: KernelBackend): WebAssembly.Memory | undefined {
  const { wasm } = backend as Partial<TfjsBackend>
  // The second is where the build with threads has it.
  return [wasm?.asm?.memory, wasm?.wasmMemory].find(memory => memory instanceof WebAssembly.Memory)
}

/** Addresses have 32 bits. */
const SPACE = 2 ** 32
/** What tfjs needs beside tensors: its own data, and kernels of its own at work. */
const SPARE = 2 ** 24
/** How lists are laid in memory: a vector each from its first byte on. */
const ALIGNED = 16

function heapIn (backend: TfjsBackend, memory: WebAssembly.Memory): Heap {
  const { wasm, dataIdMap } = backend
  const address = ({ dataId }: TensorInfo): number => dataIdMap.get(dataId).memoryOffset

  // Close to the end of memory tfjs' allocator counts over it, and from then on gives what is in
  // use: it must not be asked for what cannot be there.
  const fits = (bytes: number): boolean => bytes < SPACE &&
    (memory.buffer.byteLength + bytes < SPACE || engine().state.numBytes + bytes < SPACE - SPARE)

  /** A block of memory: what lies in it may be taken to be anything. */
  const allocate = (who: string, bytes: number): number => {
    const block = fits(bytes) ? wasm._malloc(bytes) >>> 0 : 0
    if (block === 0) throw fail('HEAP', who, bytes)
    return block
  }

  // tfjs does not look whether it got any: its own operations would write over what it is made of.
  const { move } = backend
  backend.move = (dataId, values, shape, dtype, refCount) => {
    const bytes = dtype === 'string' ? 0 : util.sizeFromShape(shape) * util.bytesPerElement(dtype)
    if (bytes > 0 && memory.buffer.byteLength + bytes >= SPACE)
      wasm._free(allocate('tfjs', bytes))
    move.call(backend, dataId, values, shape, dtype, refCount)
  }

  const borrow: Heap['borrow'] = (who, bytes, work) => {
    const block = allocate(who, bytes)
    try {
      work(block)
    } finally {
      wasm._free(block)
    }
  }

  const lend: Heap['lend'] = (who, lists, work) => {
    const places = lists.map(list => Math.ceil((list?.byteLength ?? 0) / ALIGNED) * ALIGNED)
    const bytes = places.reduce((sum, place) => sum + place, 0)
    if (bytes === 0) {
      work(...lists.map(() => 0))
      return
    }
    borrow(who, bytes, block => {
      let next = block
      work(...lists.map((list, i) => {
        if (list === undefined) return 0
        const at = next
        next += places[i]
        new Uint8Array(memory.buffer, at, list.byteLength).set(bytesOf(list))
        return at
      }))
    })
  }

  const make: Heap['make'] = (who, shape, dtype, lists, work) => {
    const bytes = util.sizeFromShape([...shape]) * util.bytesPerElement(dtype)
    if (!fits(bytes)) throw fail('HEAP', who, bytes)
    const out = backend.makeOutput(shape, dtype)
    try {
      const at = address(out)
      if (at === 0) throw fail('HEAP', who, bytes)
      lend(who, lists, (...places) => { work(at, ...places) })
    } catch (error) {
      backend.disposeData(out.dataId)
      throw error
    }
    return out
  }

  const over: Heap['over'] = (base, who, shape, lists, work) => {
    if (!isReusable(base)) return make(who, shape, base.dtype, lists, work)
    lend(who, lists, (...places) => { work(address(base), ...places) })
    return base
  }

  return {
    memory,
    address,
    bytes: (address, length) => new Uint8Array(memory.buffer, address, length),
    make,
    over,
    lend,
    borrow
  }
}

/** The bytes of a typed array. */
export function bytesOf ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
