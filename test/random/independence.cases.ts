import test from 'ava'
import { Rng, stream, type Source } from '../../core/random/index.js'
import { chiSquare, normalCdf } from '../laws/statistics.js'

const PAIRS = 1e5
const SIDE = 16

/** Are pairs of numbers spread evenly over a square, and uncorrelated? The smaller p of the two. */
function independence (next: (index: number) => readonly [number, number]): number {
  const cells = new Float64Array(SIDE * SIDE)
  let products = 0
  for (let index = 0; index < PAIRS; index++) {
    const [a, b] = next(index)
    cells[Math.floor(a * SIDE) * SIDE + Math.floor(b * SIDE)]++
    products += (a - 0.5) * (b - 0.5)
  }
  // The product of two centred uniform numbers has the variance 1 / 144
  const score = Math.abs(products) * 12 / Math.sqrt(PAIRS)
  const even = chiSquare(cells, cells.map(() => PAIRS / cells.length))
  return Math.min(even, 2 * normalCdf(-score))
}

const sequence = Rng(14)
const both = (a: Source, b: Source) => () => [a.uniform(), b.uniform()] as const

const RELATED: Record<string, (index: number) => readonly [number, number]> = {
  'consecutive numbers': () => [sequence.uniform(), sequence.uniform()],
  'a generator and its fork': both(Rng(12), Rng(12).fork('lambda')),
  'a fork and its fork of the same name': both(Rng(12).fork('a'), Rng(12).fork('a', 'a')),
  'two names': both(Rng(12).fork('centerX'), Rng(12).fork('centerY')),
  'two numbers': both(Rng(12).fork(0), Rng(12).fork(1)),
  'a text and a number': both(Rng(12).fork('1'), Rng(12).fork(1)),
  'swapped places': both(Rng(12).fork('a', 'b'), Rng(12).fork('b', 'a')),
  'neighbouring seeds': both(Rng(12), Rng(13)),
  'a seed and its opposite': both(Rng(12), Rng(-12)),
  'forks of neighbouring seeds': both(Rng(12).fork('lambda'), Rng(13).fork('lambda')),
  'a generator and a rule of the same seed': both(Rng(12), stream(12, 0)),
  'pieces of a rule': both(stream(12, 0), stream(12, 1)),
  'the first numbers of consecutive steps': index =>
    [Rng(12).fork(index).uniform(), Rng(12).fork(index + 1).uniform()],
  'the first numbers of consecutive pieces': index =>
    [stream(12, index).uniform(), stream(12, index + 1).uniform()],
  'the first numbers of consecutive seeds': index =>
    [Rng(index).uniform(), Rng(index + 1).uniform()],
  'two draws of a step': index => {
    const step = Rng(12).fork(index)
    return [step.fork('centerX').uniform(), step.fork('centerY').uniform()]
  }
}

for (const [what, next] of Object.entries(RELATED)) {
  test(`${what} are independent`, t => {
    const p = independence(next)
    t.true(p > 1e-3, `p = ${p}`)
  })
}

test('control: equal, overlapping and slightly mixed streams are rejected', t => {
  t.true(independence(both(Rng(12), Rng(12))) < 1e-9)
  const mirrored = Rng(12)
  t.true(independence(both(Rng(12), { uniform: () => 1 - 2 ** -53 - mirrored.uniform() })) < 1e-9)
  const [own, other] = [Rng(12), Rng(13)]
  const mixed = { uniform: () => (own.uniform() + other.uniform() / 32) % 1 }
  t.true(independence(both(Rng(12), mixed)) < 1e-9)
  const [a, b] = [Rng(15), Rng(16)]
  const leaning = () => [a.uniform(), b.uniform() * 0.98] as const
  t.true(independence(leaning) < 1e-9)
})
