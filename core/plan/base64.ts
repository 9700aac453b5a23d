const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const codes = Uint8Array.from(alphabet, letter => letter.charCodeAt(0))
const NOT_A_DIGIT = 255
const PAD = '='.charCodeAt(0)
const digits = new Uint8Array(256).fill(NOT_A_DIGIT)
codes.forEach((code, digit) => { digits[code] = digit })

/** So many characters become one text at a time: a call takes them as its arguments. */
const CHUNK = 2 ** 13

/** Bytes as base64 (RFC 4648, section 4), padded. Runs wherever there is no Buffer. */
export function toBase64 (bytes: Uint8Array): string {
  const letters = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const word = bytes[from] << 16 | (bytes[from + 1] ?? 0) << 8 | (bytes[from + 2] ?? 0)
    letters[to] = codes[word >> 18]
    letters[to + 1] = codes[word >> 12 & 63]
    letters[to + 2] = codes[word >> 6 & 63]
    letters[to + 3] = codes[word & 63]
  }
  letters.fill(PAD, letters.length - (3 - bytes.length % 3) % 3)
  let text = ''
  for (let from = 0; from < letters.length; from += CHUNK) {
    text += String.fromCharCode(...letters.subarray(from, from + CHUNK))
  }
  return text
}

/**
 * The bytes of a base64 text, or `undefined` if it is not the one way to write them:
 * other characters, a length that is no multiple of 4, padding elsewhere, bits left over.
 */
export function fromBase64 (text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const letters = text.length - padding
  const bytes = new Uint8Array(text.length / 4 * 3 - padding)
  let held = 0
  let bits = 0
  let to = 0
  for (let from = 0; from < letters; from++) {
    const code = text.charCodeAt(from)
    const digit = code < 256 ? digits[code] : NOT_A_DIGIT
    if (digit === NOT_A_DIGIT) return undefined
    held = (held << 6 | digit) & 0xfff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[to++] = held >> bits
    }
  }
  return (held & (1 << bits) - 1) === 0 ? bytes : undefined
}
