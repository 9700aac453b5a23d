import type { Seed } from '../contract/plan.js'
import { fromBase64 } from '../plan/base64.js'
import { stream } from './stream.js'
import { code } from './wasm/code.js'
import { seedKey } from './words.js'

/** Numbers that are made at a time: a page of memory. */
const CHUNK = 8192

type Fill = (out: number, first: number, count: number, counter2: number, counter3: number,
  key0: number, key1: number) => void

/** Where numbers are made; false where no WebAssembly runs. */
let started: Started | false | undefined

interface Started { readonly fill: Fill, readonly made: Float64Array }

/**
 * The normal numbers of `stream(seed, piece, each)`, one after the other, made many at a time in
 * WebAssembly where that runs: the same to the last bit, in a fraction of the time.
 */
export function normals (seed: Seed, piece: number, each: number): () => number {
  const { normal } = stream(seed, piece, each)
  started ??= start()
  if (typeof seed === 'object' || started === false) return normal
  const { fill, made } = started
  const [key0, key1] = seedKey(seed)
  let [chunk, next, first] = [new Float64Array(0), 0, 0]
  return () => {
    if (next === chunk.length) {
      // The first ones may be all that is asked for
      const count = Math.min(CHUNK, Math.max(512, first))
      fill(0, first, count, piece, piece / 2 ** 32, key0, key1)
      chunk = made.slice(0, count)
      first += count
      next = 0
    }
    return chunk[next++]
  }
}

function start (): Started | false {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 })
    const module = new WebAssembly.Module(Uint8Array.from(fromBase64(code) ?? []))
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    return { fill: exports.normals as Fill, made: new Float64Array(memory.buffer) }
  } catch {
    return false
  }
}
