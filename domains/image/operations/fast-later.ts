import type { Engine } from './engine.js'
import { plain } from './plain.js'

let engine: Engine = plain
let loading: Promise<void> | undefined

/**
 * What `#operations` means in browsers, where a page had better load WebAssembly when it first
 * operates on an image: plain loops, which give the same bytes, until it is there.
 */
export function fastest (): Engine {
  loading ??= import('./wasm/engine.js').then(({ fastEngine }) => {
    engine = fastEngine() ?? plain
  })
  return engine
}
