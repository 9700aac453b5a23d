import { hash } from 'node:crypto'

/** In hex. */
export function sha256Of (bytes: Uint8Array | string): string {
  return hash('sha256', bytes)
}
