const powers = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))
const DIGITS = 15
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const special = /^[+-]?(nan|inf(inity)?)$/i

/**
 * The number that bytes `start` … `end - 1` spell, correctly rounded; undefined for anything else.
 * NaN and infinities are spelled as C and Python do: `nan`, `-inf`.
 *
 * Up to 15 digits and a power of ten up to 22 are exact in doubles, so one operation rounds rightly
 * (Clinger, How to Read Floating Point Numbers Accurately, PLDI 1990); the rest is left to Number.
 */
export function numberAt (bytes: Uint8Array, start: number, end: number): number | undefined {
  let at = start
  const first = bytes[at]
  if (first === 0x2d || first === 0x2b) at++
  let [digits, exponent, mantissa] = [0, 0, 0]
  let [seen, point] = [false, false]
  for (; at < end; at++) {
    const digit = bytes[at] - 0x30
    if (digit >= 0 && digit <= 9) {
      seen = true
      if (digits > 0 || digit > 0) digits++
      mantissa = mantissa * 10 + digit
      if (point) exponent--
    } else if (bytes[at] === 0x2e && !point) point = true
    else break
  }
  if (!seen || digits > DIGITS) return slow(bytes, start, end)
  if (at < end) {
    if ((bytes[at] | 0x20) !== 0x65) return slow(bytes, start, end)
    const sign = bytes[++at] === 0x2d ? -1 : 1
    if (bytes[at] === 0x2d || bytes[at] === 0x2b) at++
    if (at === end || end - at > 3) return slow(bytes, start, end)
    let power = 0
    for (; at < end; at++) {
      const digit = bytes[at] - 0x30
      if (!(digit >= 0 && digit <= 9)) return undefined
      power = power * 10 + digit
    }
    exponent += sign * power
  }
  if (exponent > 22 || exponent < -22) return slow(bytes, start, end)
  const size = exponent < 0 ? mantissa / powers[-exponent] : mantissa * powers[exponent]
  return first === 0x2d ? -size : size
}

function slow (bytes: Uint8Array, start: number, end: number): number | undefined {
  const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 400)))
  if (decimal.test(text)) return Number(text)
  if (!special.test(text)) return undefined
  if (/nan$/i.test(text)) return NaN
  return text.startsWith('-') ? -Infinity : Infinity
}

/** A text that reads back as this number of single precision: seven digits, or nine. */
export function singleText (value: number): string {
  if (value === 0) return textOf(value)
  const short = Number(value.toPrecision(7))
  return Math.fround(short) === value || !Number.isFinite(value)
    ? textOf(short)
    : value.toPrecision(9)
}

/** A number as files spell it. */
export function textOf (value: number | bigint): string {
  if (Object.is(value, -0)) return '-0'
  if (Number.isNaN(value)) return 'nan'
  if (value === Infinity) return 'inf'
  return value === -Infinity ? '-inf' : String(value)
}
