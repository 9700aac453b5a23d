import type { Codes } from './codes.js'

let found: Codes | undefined
let loading: Promise<void> | undefined

/**
 * What `#codes` means in browsers, where a page had better load WebAssembly when it first makes a
 * mask: nothing, so that plain loops give the same numbers, until it is there.
 */
export function codes (): Codes | undefined {
  loading ??= import('./codes.js').then(all => {
    found = all.codes()
  })
  return found
}
