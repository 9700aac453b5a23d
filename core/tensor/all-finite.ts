/**
 * Whether all numbers are finite. Four sums at a time: the masks of a batch hold millions of
 * numbers, and a sum waits for the last.
 */
export function allFinite (data: Float32Array | Float64Array | Uint8Array): boolean {
  if (data instanceof Uint8Array) return true
  let [a, b, c, d] = [0, 0, 0, 0]
  const last = data.length - 3
  let k = 0
  // 0 times infinity is not a number, and neither is a sum with what is not one.
  for (; k < last; k += 4) {
    a += data[k] * 0
    b += data[k + 1] * 0
    c += data[k + 2] * 0
    d += data[k + 3] * 0
  }
  for (; k < data.length; k++) a += data[k] * 0
  return a + b + c + d === 0
}
