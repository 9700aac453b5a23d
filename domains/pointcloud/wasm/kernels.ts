import { fromBase64 } from '../../../core/plan/base64.js'
import { code } from './code.js'

type Names = 'blur' | 'cellsOfDoubles' | 'cellsOfFloats' | 'displaceDoubles' | 'displaceFloats' |
  'moveVoxels' | 'numberCells' | 'sell' | 'widenLimits'

/** Loops in WebAssembly, and the memory that they work on. Addresses are in bytes. */
export interface Kernels {
  readonly run: Readonly<Record<Names, (...numbers: number[]) => number>>
  /** The memory, with room for so many bytes at least; what was seen of it before is void. */
  room (bytes: number): ArrayBuffer
}

const PAGE = 2 ** 16
/** Memory that has grown beyond this is not kept: it cannot shrink. */
const KEPT = 2 ** 26

let started: Kernels | undefined
let refused = false

/**
 * The loops, for work that does not call others of them. Nothing where none run: pages may forbid
 * code that is compiled, some engines know no vectors.
 */
export function kernels (): Kernels | undefined {
  if (refused) return undefined
  if (started !== undefined && started.room(0).byteLength <= KEPT) return started
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: PAGE })
    const module = new WebAssembly.Module(Uint8Array.from(fromBase64(code) ?? []))
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    started = {
      run: exports as Kernels['run'],
      room (bytes) {
        const missing = bytes - memory.buffer.byteLength
        if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
        return memory.buffer
      }
    }
  } catch {
    refused = true
  }
  return started
}
