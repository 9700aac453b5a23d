import test, { type ExecutionContext } from 'ava'
import { Rng } from '../../core/random/index.js'
import {
  chiSquare, incompleteBeta, incompleteGamma, ksTest, ksTwoSample, logGamma, normalCdf
} from '../laws/statistics.js'

/** To 30 digits by another program, then rounded. */
const BETA = [
  [2, 3, 0.5, 0.6875], [0.01, 0.01, 1e-100, 0.05000810698527953],
  [0.01, 0.01, 0.3, 0.49582361360238203], [0.2, 7, 0.01, 0.62626796593764204],
  [8, 8, 0.4, 0.213103182610432], [1000, 1000, 0.503, 0.60576465514112184],
  [300, 2, 0.999, 0.9629191418029293]
]
const GAMMA = [
  [0.2, 1e-3, 0.27353010203303404], [0.5, 0.1, 0.34527915398142297],
  [8, 5, 0.1333716740700073], [8, 20, 0.99922140991749264], [100, 103, 0.62941723448099765],
  [5000, 5100, 0.92067111892238102]
]
const LOG_GAMMA = [
  [0.01, 4.5994798780420217], [0.5, 0.57236494292470009], [3.7, 1.4280723266653879],
  [1e6, 12815504.569147612]
]

function near (t: ExecutionContext, value: number, expected: number, tolerance: number): void {
  t.true(Math.abs(value - expected) <= tolerance * Math.abs(expected), `${value} ≠ ${expected}`)
}

const uniforms = (size: number, seed: number): Float64Array => {
  const rng = Rng(seed)
  return Float64Array.from({ length: size }, () => rng.uniform())
}
const itself = (x: number): number => x

test('the incomplete beta and gamma functions have their known values', t => {
  for (const [a, b, x, expected] of BETA) near(t, incompleteBeta(a, b, x), expected, 1e-12)
  for (const [a, x, expected] of GAMMA) near(t, incompleteGamma(a, x), expected, 1e-11)
  for (const [x, expected] of LOG_GAMMA) near(t, logGamma(x), expected, 1e-13)
  for (const x of [0.001, 0.3, 0.77]) {
    near(t, incompleteBeta(0.5, 0.5, x), 2 / Math.PI * Math.asin(Math.sqrt(x)), 1e-13)
  }
  t.deepEqual([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1)], [0, 1])
})

test('the normal distribution has its known values', t => {
  near(t, normalCdf(-3), 0.0013498980316300945, 1e-11)
  near(t, normalCdf(0.3), 0.61791142218895264, 1e-13)
  near(t, normalCdf(1.96), 0.97500210485177957, 1e-13)
  t.is(normalCdf(0), 0.5)
})

test('chi-square has its known p-values', t => {
  // Σ (o - e)² / e is 3 with three degrees of freedom, 30 with nine
  near(t, chiSquare([15, 10, 5, 10], [10, 10, 10, 10]), 0.17179714429673302, 1e-10)
  near(t, chiSquare([10 + Math.sqrt(15), 10 - Math.sqrt(15), 10, 10], [10, 10, 10, 10]),
    0.39162517627108896, 1e-10)
  const ten = Array.from({ length: 10 }, (_, cell) => 6 + Math.sqrt(18) * (cell % 2 === 0 ? 1 : -1))
  near(t, chiSquare(ten, Array<number>(10).fill(6)), 0.00043872177097947949, 1e-9)
})

test('chi-square refuses what cannot be compared', t => {
  t.throws(() => chiSquare([1, 2], [1, 2, 0]))
  t.throws(() => chiSquare([10, 20], [10, 21]))
  t.throws(() => chiSquare([10], [10]))
  t.throws(() => chiSquare([NaN, 20], [10, 20]))
  t.is(chiSquare([10, 1, 10], [10.5, 0, 10.5]), 0)
  t.is(chiSquare([10, 0, 11], [10.5, 0, 10.5]), chiSquare([10, 11], [10.5, 10.5]))
})

test('Kolmogorov-Smirnov has the exact p-values of small samples', t => {
  // By Durbin's matrix in the form of Marsaglia, Tsang and Wang (2003), distance K / √n
  const exact = [
    [20, 0.6, 0.818409], [20, 1.2, 0.0922303], [20, 1.6, 0.00848919],
    [50, 0.9, 0.361963], [50, 1.6, 0.00988968], [50, 1.9, 0.00111741]
  ]
  for (const [size, scaled, p] of exact) {
    // Evenly spread samples, shifted so that the largest distance is the wanted one
    const distance = scaled / Math.sqrt(size)
    const samples = Array.from({ length: size }, (_, i) => Math.max(0, (i + 1) / size - distance))
    near(t, ksTest(samples, itself), p, 0.06)
  }
})

test('Kolmogorov-Smirnov p-values are uniform under the law, and near 0 off it', t => {
  const p = Float64Array.from({ length: 400 }, (_, seed) => ksTest(uniforms(300, seed), itself))
  t.true(ksTest(p, itself) > 1e-3)
  t.true(ksTest(p.map(value => value ** 1.5), itself) < 1e-3)
  t.true(ksTest(uniforms(20000, 1), x => x ** 1.1) < 1e-9)
})

test('two-sample p-values are uniform for one law, and near 0 for two', t => {
  const p = Float64Array.from({ length: 400 }, (_, seed) =>
    ksTwoSample(uniforms(500, seed), uniforms(400, 1000 + seed)))
  t.true(ksTest(p, itself) > 1e-3)
  t.true(ksTwoSample(uniforms(20000, 1), uniforms(20000, 2).map(x => x ** 1.1)) < 1e-9)
  t.is(ksTwoSample([1, 1, 2], [1, 1, 2]), 1)
})

test('samples that are no numbers, and none at all, are refused', t => {
  t.throws(() => ksTest([0.1, NaN], itself))
  t.throws(() => ksTest([], itself))
  t.throws(() => ksTest([0.5], () => NaN))
  t.throws(() => ksTwoSample([0.5], [NaN]))
})
