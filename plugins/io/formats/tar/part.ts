import { fail } from '../../../../core/errors.js'
import { npyOf } from '../npy/read.js'
import { withBytes } from '../source.js'
import { GIBI } from '../limits.js'

/**
 * What the bytes of a part mean, by its name as WebDataset writers use it: `cls`, `cls2`, `index`,
 * `inx` and `id` a whole number, `txt`, `text` and `transcript` text, `json` its value, `npy` an
 * array. Other bytes (pictures, sound) are returned as they are.
 *
 * @throws FORMAT if the bytes are not what the name says
 */
export async function decodePart (part: string, bytes: Uint8Array): Promise<unknown> {
  const kind = part.slice(part.lastIndexOf('.') + 1)
  if (/^(cls|cls2|index|inx|id)$/.test(kind)) return wholeNumber(part, textOf(part, bytes))
  if (/^(txt|text|transcript)$/.test(kind)) return textOf(part, bytes)
  if (kind === 'json') return jsonOf(part, textOf(part, bytes))
  if (kind === 'npy') return withBytes(bytes, part, each => npyOf(each, GIBI))
  return bytes
}

function textOf (part: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fail('FORMAT', part, 'is not UTF-8 text')
  }
}

function wholeNumber (part: string, text: string): number {
  const number = /^\s*-?\d+\s*$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(number))
    throw fail('FORMAT', part, `must be a whole number, got ${JSON.stringify(text.slice(0, 40))}`)
  return number
}

function jsonOf (part: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw fail('FORMAT', part, 'is not JSON')
  }
}
