import type { Engine } from './engine.js'
import { plain } from './plain.js'
import { fastEngine } from './wasm/engine.js'

let engine: Engine | undefined

/** What `#operations` means everywhere but in browsers: WebAssembly where it runs. */
export function fastest (): Engine {
  engine ??= fastEngine() ?? plain
  return engine
}
