/** `there · keep + source · take` of bytes: products in float32, their sum too. */
export interface ByteBlend {
  /** Both products of every byte, as float32 rounds them. */
  readonly keep: Float32Array
  readonly take: Float32Array
  /** Writes the blend of two rows, rounded half to even. */
  write (into: Uint8Array, there: Uint8Array, source: Uint8Array): void
}

/** Blends by their factors. The last one is kept, since one λ often serves a whole batch. */
export function byteBlends (): (keep: number, take: number) => ByteBlend {
  let last: { readonly key: string, readonly blend: ByteBlend } | undefined
  return (keep, take) => {
    const key = `${keep} ${take}`
    if (last?.key !== key) last = { key, blend: blendOf(keep, take) }
    return last.blend
  }
}

function blendOf (keepFactor: number, takeFactor: number): ByteBlend {
  const keep = products(keepFactor)
  const take = products(takeFactor)
  let table: Uint8Array | undefined
  let uses = 0
  return {
    keep,
    take,
    write (into, there, source) {
      // All pairs of bytes are 65,536 blends: fewer than an image has, once there are a few
      if (uses++ === 1) table = tableOf(keep, take)
      if (table === undefined) writeSums(clamped(into), there, source, keep, take)
      else lookUp(into, there, source, table)
    }
  }
}

/** Of what is there times 256, plus the source. */
function tableOf (keep: Float32Array, take: Float32Array): Uint8Array {
  const table = new Uint8ClampedArray(65536)
  for (let there = 0, at = 0; there < 256; there++) {
    for (let source = 0; source < 256; source++, at++) {
      table[at] = Math.fround(keep[there] + take[source])
    }
  }
  return new Uint8Array(table.buffer)
}

/** Four bytes at a time: that is twice as fast, and most of what a mix costs. */
function lookUp (
  into: Uint8Array, there: Uint8Array, source: Uint8Array, table: Uint8Array
): void {
  const whole = [into, there, source].every(bytes => bytes.byteOffset % 4 === 0)
    ? into.length >> 2
    : 0
  const words = (bytes: Uint8Array): Int32Array =>
    new Int32Array(bytes.buffer, whole === 0 ? 0 : bytes.byteOffset, whole)
  const [to, a, b] = [into, there, source].map(words)
  for (let i = 0; i < whole; i++) {
    const x = a[i]
    const y = b[i]
    to[i] = table[(x & 0xff) << 8 | (y & 0xff)] |
      table[(x & 0xff00) | (y >>> 8 & 0xff)] << 8 |
      table[(x >>> 8 & 0xff00) | (y >>> 16 & 0xff)] << 16 |
      table[(x >>> 16 & 0xff00) | (y >>> 24)] << 24
  }
  for (let i = whole * 4; i < into.length; i++) into[i] = table[there[i] << 8 | source[i]]
}

/** The same bytes: what is written there is rounded half to even. */
export function clamped ({ buffer, byteOffset, length }: Uint8Array): Uint8ClampedArray {
  return new Uint8ClampedArray(buffer, byteOffset, length)
}

function writeSums (
  into: Uint8ClampedArray, there: Uint8Array, source: Uint8Array, keep: Float32Array,
  take: Float32Array
): void {
  for (let i = 0; i < into.length; i++) into[i] = Math.fround(keep[there[i]] + take[source[i]])
}

function products (factor: number): Float32Array {
  const single = Math.fround(factor)
  const all = new Float32Array(256)
  for (let byte = 0; byte < 256; byte++) all[byte] = byte * single
  return all
}
