/**
 * Operations that look every byte up in a table of 256, one a channel or one for all.
 *
 * Laws of Pillow 9.4, `ImageOps` and `ImageEnhance`, to the bit.
 */

/** A table from every byte to its own. */
function table (of: (byte: number) => number): Uint8Array {
  const made = new Uint8Array(256)
  for (let byte = 0; byte < 256; byte++) made[byte] = of(byte)
  return made
}

const clipped = (value: number): number => Math.min(Math.max(Math.trunc(value), 0), 255)

/** Stretches bytes from `low` to `high` over all 256. */
export function autocontrast ([low, high]: readonly [low: number, high: number]): Uint8Array {
  if (high <= low) return table(byte => byte)
  const scale = 255 / (high - low)
  const offset = -low * scale
  return table(byte => clipped(byte * scale + offset))
}

/** Spreads the bytes so that there are as many of each. */
export function equalize (counts: Int32Array): Uint8Array {
  let [total, last] = [0, 0]
  for (const count of counts) {
    total += count
    if (count > 0) last = count
  }
  const step = Math.floor((total - last) / 255)
  if (step === 0) return table(byte => byte)
  const made = new Uint8Array(256)
  for (let byte = 0, sum = Math.floor(step / 2); byte < 256; byte++) {
    made[byte] = Math.min(255, Math.floor(sum / step))
    sum += counts[byte]
  }
  return made
}

/** Keeps this many of the highest bits. */
export function posterize (bits: number): Uint8Array {
  return table(byte => byte & ~(2 ** (8 - bits) - 1))
}

/** Inverts the bytes from a threshold on. */
export function solarize (threshold: number): Uint8Array {
  return table(byte => byte < threshold ? byte : 255 - byte)
}

/** Moves every byte away from one of them, or to it: `base + factor · (byte - base)`. */
export function enhance (factor: number, base: number): Uint8Array {
  const single = Math.fround(factor)
  return table(byte => clipped(Math.fround(base + Math.fround(single * (byte - base)))))
}
