/** Less than this lies in the cache of a processor whole, in bytes. */
const NEAR = 2 ** 22

/**
 * In which order outputs are written: after one comes one whose first row was its second, so that
 * it is in the cache still. Where rows are paired, each comes from memory once.
 *
 * @param first - where the first row of every output begins; `second`: of the one laid over it
 * @param bytes - of a row
 */
export function turnsOf (first: Uint32Array, second: Uint32Array, bytes: number): Uint32Array {
  if (first.length * bytes < NEAR) return Uint32Array.from(first.keys())
  return Uint32Array.from(following(first, second).flat())
}

/**
 * The same two by two, `[pairs, 2]`: of such outputs a kernel makes a part of each by turns, so
 * that what both show is in the nearest cache. One that is made alone is listed twice.
 */
export function pairsOf (first: Uint32Array, second: Uint32Array, bytes: number): Uint32Array {
  const pairs = new Uint32Array(first.length * 2)
  if (first.length * bytes < NEAR) return pairs.map((_, k) => k >> 1)
  let count = 0
  for (const chain of following(first, second)) {
    for (let k = 0; k < chain.length; k += 2) {
      pairs[count++] = chain[k]
      pairs[count++] = chain[k + 1] ?? chain[k]
    }
  }
  return pairs.subarray(0, count)
}

/** Outputs in chains: the second row of each is the first one of the next. */
function following (first: Uint32Array, second: Uint32Array): number[][] {
  const waiting = new Map([...first].map((address, output) => [address, output]))
  return chains(Int32Array.from(second, row => waiting.get(row) ?? -1))
}

/** Rows in chains, each followed by its next unless that has its place; circles of permutations. */
export function chains (next: Int32Array): number[][] {
  const seen = new Uint8Array(next.length)
  const found: number[][] = []
  next.forEach((_, start) => {
    const chain: number[] = []
    for (let row = start; seen[row] === 0; row = next[row]) {
      seen[row] = 1
      chain.push(row)
    }
    if (chain.length > 0) found.push(chain)
  })
  return found
}
