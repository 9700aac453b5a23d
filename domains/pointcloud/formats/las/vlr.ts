import { fail } from '../../../../core/errors.js'

/** A record of variable length behind the header: whose, which, and where its content lies. */
export interface Vlr {
  readonly user: string
  readonly record: number
  readonly from: number
  readonly to: number
}

const HEAD = 54

/**
 * The records between the header of a LAS file and its points.
 *
 * @throws FORMAT for more of them than there is room for
 */
export function vlrsOf (
  bytes: Uint8Array, start: number, end: number, count: number, source: string
): Vlr[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Vlr[] = []
  let at = start
  for (let k = 0; k < count; k++) {
    const length = at + HEAD <= end ? view.getUint16(at + 20, true) : 0
    const [from, to] = [at + HEAD, at + HEAD + length]
    if (to > end)
      throw fail('FORMAT', source, `announces ${count} records behind its header, got ${k}`)
    found.push({ user: textAt(bytes, at + 2, 16), record: view.getUint16(at + 18, true), from, to })
    at = to
  }
  return found
}

/** A text of fixed length, which ends at its first zero. */
export function textAt (bytes: Uint8Array, at: number, length: number): string {
  const text = new TextDecoder('latin1').decode(bytes.subarray(at, at + length))
  return text.split('\0')[0].trim()
}
