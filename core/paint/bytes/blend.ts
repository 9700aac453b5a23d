import { fromBase64 } from '../../plan/base64.js'
import { code } from './wasm/code.js'

/** `there · keep + source · take` of bytes: products in float32, their sum too. */
export interface ByteBlend {
  /** Both products of every byte, as float32 rounds them. */
  readonly keep: Float32Array
  readonly take: Float32Array
  /** Writes the blend of two rows, rounded half to even. */
  write (into: Uint8Array, there: Uint8Array, source: Uint8Array): void
}

/** Blends by their factors. The last one is kept, since one λ often serves a whole batch. */
export function byteBlends (): (keep: number, take: number) => ByteBlend {
  let last: { readonly key: string, readonly blend: ByteBlend } | undefined
  return (keep, take) => {
    const key = `${keep} ${take}`
    if (last?.key !== key) last = { key, blend: blendOf(keep, take) }
    return last.blend
  }
}

function blendOf (keepFactor: number, takeFactor: number): ByteBlend {
  const keep = products(keepFactor)
  const take = products(takeFactor)
  return {
    keep,
    take,
    write: (into, there, source) => {
      kernel ??= startKernel()
      if (kernel === false) writeSums(clamped(into), there, source, keep, take)
      else kernel(into, there, source, keepFactor, takeFactor)
    }
  }
}

function products (factor: number): Float32Array {
  const single = Math.fround(factor)
  const all = new Float32Array(256)
  for (let byte = 0; byte < 256; byte++) all[byte] = byte * single
  return all
}

/** The same bytes: what is written there is rounded half to even. */
export function clamped ({ buffer, byteOffset, length }: Uint8Array): Uint8ClampedArray {
  return new Uint8ClampedArray(buffer, byteOffset, length)
}

export function writeSums (
  into: Uint8ClampedArray, there: Uint8Array, source: Uint8Array, keep: Float32Array,
  take: Float32Array
): void {
  for (let i = 0; i < into.length; i++) into[i] = Math.fround(keep[there[i]] + take[source[i]])
}

type Kernel = (
  into: Uint8Array, there: Uint8Array, source: Uint8Array, keep: number, take: number
) => void
type Blend = (there: number, source: number, bytes: number, keep: number, take: number) => void

/** Bytes that are blended at a time: both rows stay near the processor. */
const CHUNK = 2 ** 14
const PAGE = 2 ** 16

/** Ten times as fast as the loop. False where there is none. */
let kernel: Kernel | false | undefined

/** Pages may forbid code that is compiled; some engines know no SIMD. */
function startKernel (): Kernel | false {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 })
    const module = new WebAssembly.Module(Uint8Array.from(fromBase64(code) ?? []))
    const { blendBytes } = new WebAssembly.Instance(module, { env: { memory } }).exports
    return inChunks(new Uint8Array(memory.buffer, 0, PAGE), blendBytes as Blend)
  } catch {
    return false
  }
}

function inChunks (room: Uint8Array, blend: Blend): Kernel {
  return (into, there, source, keep, take) => {
    for (let from = 0; from < into.length; from += CHUNK) {
      const to = Math.min(from + CHUNK, into.length)
      room.set(there.subarray(from, to), 0)
      room.set(source.subarray(from, to), CHUNK)
      blend(0, CHUNK, to - from, keep, take)
      into.set(room.subarray(0, to - from), from)
    }
  }
}
