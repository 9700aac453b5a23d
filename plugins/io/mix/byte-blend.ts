/** `there · keep + source · take` of bytes: products in float32, their sum too. */
export interface ByteBlend {
  /** Both products of every byte, as float32 rounds them. */
  readonly keep: Float32Array
  readonly take: Float32Array
  /** Writes the blend of two rows, rounded half to even. */
  write (into: Uint8ClampedArray, there: Uint8Array, source: Uint8Array): void
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
      if (table === undefined) writeSums(into, there, source, keep, take)
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

function lookUp (
  into: Uint8ClampedArray, there: Uint8Array, source: Uint8Array, table: Uint8Array
): void {
  for (let i = 0; i < into.length; i++) into[i] = table[there[i] << 8 | source[i]]
}

function writeSums (
  into: Uint8ClampedArray, there: Uint8Array, source: Uint8Array, keep: Float32Array,
  take: Float32Array
): void {
  // A clamped array rounds half to even
  for (let i = 0; i < into.length; i++) into[i] = Math.fround(keep[there[i]] + take[source[i]])
}

function products (factor: number): Float32Array {
  const single = Math.fround(factor)
  const all = new Float32Array(256)
  for (let byte = 0; byte < 256; byte++) all[byte] = byte * single
  return all
}
