/**
 * What C-Mixup costs on many rows: `node dist/test/bench/pairing.js [rows]`, a million by default.
 *
 * The build is what the first batch costs more; a draw is one of 200,000 partners of random rows,
 * the middle of five rounds; bytes are what is held besides the targets. Dense rows of the matrix
 * of all pairs, what the authors' code has, are drawn beside them in the same run.
 */
import { Rng, cmixup, live } from '../../core/index.js'
import { distributions, factsOf, pool } from '../pairing/support.js'

const size = Number(process.argv[2] ?? 1_000_000)
const draws = 200_000
const rounds = 5

const timed = (act: () => unknown): number => {
  const start = performance.now()
  act()
  return performance.now() - start
}
const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const { uniform } = Rng(1)
const index = Int32Array.from({ length: draws }, () => Math.floor(uniform() * size))
console.log(`${size} rows; build in s, µs a draw, bytes a row; µs a draw of dense rows`)
for (const [name, make] of Object.entries(distributions)) {
  const targets = pool(make(size, 3))
  for (const bandwidth of [0.01, 0.3, 2]) {
    const pairing = cmixup({ bandwidth })
    const draw = (rows: Int32Array, round: number): unknown =>
      pairing.pair(factsOf(targets, rows), live(Rng(round)))
    const build = timed(() => draw(index.subarray(0, 16), 0))
    const each = middle(Array.from({ length: rounds }, (_, round) =>
      timed(() => draw(index, round)) * 1000 / draws))
    const dense = cmixup({ bandwidth, sampler: 'rows' })
    const few = timed(() => dense.pair(factsOf(targets, index.subarray(0, 3)), live(Rng(0)))) / 3
    console.log(`${name.padEnd(14)} h ${String(bandwidth).padEnd(5)} ${
      [build / 1000, each, pairing.bytes() / size].map(value => value.toFixed(2)).join('  ')
    }  ${(few * 1000).toFixed(0)}`)
  }
}
