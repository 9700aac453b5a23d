/** Bytes four to a number, the first the lowest; no copy where they lie well. */
export function words (bytes: Uint8Array): Int32Array {
  const count = Math.ceil(bytes.length / 4)
  if (bytes.byteOffset % 4 === 0 && bytes.length % 4 === 0) {
    return new Int32Array(bytes.buffer, bytes.byteOffset, count)
  }
  const copy = new Uint8Array(count * 4)
  copy.set(bytes)
  return new Int32Array(copy.buffer)
}
