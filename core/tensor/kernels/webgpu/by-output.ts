/** Entries in the order of their outputs: entry k of output o is number `order[first[o] + k]`. */
export interface ByOutput { readonly first: Int32Array, readonly order: Int32Array }

/**
 * Sorts entries by their outputs. Those of one output stay in order.
 *
 * @param outputs - 0 … `size` - 1
 */
export function byOutput (outputs: Int32Array, size: number): ByOutput {
  const first = new Int32Array(size + 1)
  for (const output of outputs) first[output + 1]++
  for (let output = 0; output < size; output++) first[output + 1] += first[output]
  const order = new Int32Array(outputs.length)
  const next = first.slice()
  outputs.forEach((output, k) => { order[next[output]++] = k })
  return { first, order }
}
