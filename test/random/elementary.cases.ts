import test from 'ava'
import { cosTurn, exp, log, log1p } from '../../core/random/elementary.js'
import { Rng } from '../../core/random/index.js'

const rng = Rng(5)
const numbers = (count: number, make: (u: number) => number): number[] =>
  Array.from({ length: count }, () => make(rng.uniform()))

/** How far off a number is, in units of the last place of the one wanted. */
function places (got: number, want: number): number {
  if (Object.is(got, want) || got === want) return 0
  return Math.abs(got - want) / Math.max(Math.abs(want) * 2 ** -52, Number.MIN_VALUE)
}

function worst (values: readonly number[], f: (x: number) => number, g: (x: number) => number):
number {
  return Math.max(...values.map(x => places(f(x), g(x))))
}

test('logarithms are those of Math, all over the doubles', t => {
  const all = [
    ...numbers(20_000, u => u), ...numbers(20_000, u => 1 + (u - 0.5) / 1000),
    ...numbers(20_000, u => 10 ** (616 * u - 308)), 1, 2, 0.5, Math.SQRT2, 1 - 2 ** -53,
    Number.MAX_VALUE, Number.MIN_VALUE, 2 ** -1022, 2 ** -1023, Number.EPSILON
  ]
  t.true(worst(all, log, Math.log) <= 2, `${worst(all, log, Math.log)}`)
  t.deepEqual([log(0), log(1), log(Infinity)], [-Infinity, 0, Infinity])
})

test('logarithms of what is near 1 lose nothing', t => {
  const all = [
    ...numbers(20_000, u => 4 * u - 0.999), ...numbers(20_000, u => (u - 0.5) * 1e-9),
    ...numbers(5_000, u => 10 ** (300 * u)), -1 + 2 ** -53, 2 ** -60
  ]
  t.true(worst(all, log1p, Math.log1p) <= 3, `${worst(all, log1p, Math.log1p)}`)
  t.deepEqual([log1p(0), log1p(Infinity)], [0, Infinity])
})

test('exponentials are those of Math, from the least to the largest', t => {
  const all = [
    ...numbers(20_000, u => 1400 * u - 700), ...numbers(20_000, u => 2 * u - 1), 709.78, -708
  ]
  t.true(worst(all, exp, Math.exp) <= 2, `${worst(all, exp, Math.exp)}`)
  t.deepEqual([exp(0), exp(-Infinity), exp(Infinity), exp(800), exp(-800)],
    [1, 0, Infinity, Infinity, 0])
  t.true(exp(-744) > 0 && exp(-744) < 1e-320)
})

test('cosines of a turn are those of Math', t => {
  const all = numbers(50_000, u => u)
  const off = Math.max(...all.map(u => Math.abs(cosTurn(u) - Math.cos(2 * Math.PI * u))))
  t.true(off <= 1e-15, `${off}`)
  t.deepEqual([0, 0.25, 0.5, 0.75, 1].map(cosTurn).map(Math.abs), [1, 0, 1, 0, 1])
  t.deepEqual([cosTurn(0), cosTurn(0.5)], [1, -1])
})

test('these are the bits, on whatever engine they are computed', t => {
  const bits = (x: number): string => new BigUint64Array(Float64Array.of(x).buffer)[0].toString(16)
  const all = numbers(1000, u => u)
  const sum = [log, log1p, exp, cosTurn].map(f => bits(all.reduce((total, u) => total + f(u), 0)))
  t.deepEqual(sum,
    ['c08d9aa7a6fc3653', '407891ca1483b465', '409b037fcbc5f5bc', 'c04483f742411fdf'])
})
