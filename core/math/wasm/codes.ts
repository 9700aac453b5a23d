import { code as normals } from '../../random/wasm/code.js'
import { code as transforms } from './code.js'

/** The modules behind Fourier masks, base64. */
export interface Codes { readonly normals: string, readonly transforms: string }

/** What `#codes` means everywhere but in browsers: all of them at once. */
export function codes (): Codes | undefined {
  return { normals, transforms }
}
