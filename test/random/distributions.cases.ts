import test from 'ava'
import fc from 'fast-check'
import {
  Rng, beta, dirichlet, gamma, normal, uniform, type Source
} from '../../core/random/index.js'
import {
  chiSquare, incompleteBeta, incompleteGamma, ksTest, normalCdf
} from '../laws/statistics.js'

const SIZE = 20000

function samples (draw: (source: Source) => number, seed = 1): Float64Array {
  const rng = Rng(seed)
  return Float64Array.from({ length: SIZE }, () => draw(rng))
}

/** A law, what draws it, and what draws a law that is nearly it. */
interface Law {
  readonly cdf: (x: number) => number
  readonly draw: (source: Source) => number
  readonly wrong: (source: Source) => number
}

const LAWS: Record<string, Law> = {
  'uniform on [0, 1)': { cdf: x => x, draw: uniform, wrong: rng => uniform(rng, 0, 0.97) },
  'uniform on [-π, 0)': {
    cdf: x => 1 + x / Math.PI,
    draw: rng => uniform(rng, -Math.PI, 0),
    wrong: rng => uniform(rng, -Math.PI, -0.1)
  },
  normal: { cdf: normalCdf, draw: normal, wrong: rng => 1.1 * normal(rng) }
}

for (const alpha of [0.2, 0.7, 1, 3, 8, 1000]) {
  LAWS[`gamma(${alpha})`] = {
    cdf: x => incompleteGamma(alpha, x),
    draw: rng => gamma(rng, alpha),
    wrong: rng => gamma(rng, alpha * 1.25)
  }
}

for (const [a, b] of [[0.2, 0.2], [1, 1], [8, 8], [0.2, 3], [2, 8], [5, 0.7], [1e6, 1e6]]) {
  LAWS[`beta(${a}, ${b})`] = {
    cdf: x => incompleteBeta(a, b, x),
    draw: rng => beta(rng, a, b),
    wrong: rng => beta(rng, a * 1.25, b * 1.25)
  }
}

for (const [alpha, size] of [[0.2, 3], [1, 4], [8, 2]]) {
  LAWS[`a share of dirichlet(${alpha}), one of ${size},`] = {
    cdf: x => incompleteBeta(alpha, alpha * (size - 1), x),
    draw: rng => dirichlet(rng, alpha, size)[size - 1],
    wrong: rng => dirichlet(rng, alpha * 1.25, size)[size - 1]
  }
}

for (const [name, { cdf, draw, wrong }] of Object.entries(LAWS)) {
  test(`${name} follows its law, and the control is rejected`, t => {
    const p = ksTest(samples(draw), cdf)
    t.true(p > 1e-3, `p = ${p}`)
    const rejected = ksTest(samples(wrong), cdf)
    t.true(rejected < 1e-6, `p = ${rejected}`)
  })
}

test('a million gamma numbers have the mean and the variance of their law', t => {
  const rng = Rng(1)
  const count = 1e6
  const values = Float64Array.from({ length: count }, () => gamma(rng, 1))
  const mean = values.reduce((sum, value) => sum + value) / count
  const variance = values.reduce((sum, value) => sum + (value - 1) ** 2, 0) / count
  // Both are 1; the square of a centred exponential number has the variance 8
  t.true(Math.abs(mean - 1) < 3.3 / Math.sqrt(count), `${mean}`)
  t.true(Math.abs(variance - 1) < 3.3 * Math.sqrt(8 / count), `${variance}`)
})

const EDGES = [1e-300, 1e-100, 1e-30, 1e-10, 1e-3, 0.5, 1 - 1e-3, 1 - 1e-10]

/** beta(0.01) has nearly all of its mass where doubles are 0, 1 or tiny: counted by magnitude. */
function magnitudes (alpha: number): { even: number, small: number } {
  const values = samples(rng => beta(rng, alpha))
  const law = [...EDGES.map(edge => incompleteBeta(0.01, 0.01, edge)), 1]
  const counts = new Float64Array(law.length)
  for (const value of values) counts[EDGES.filter(edge => value > edge).length]++
  const expected = law.map((share, cell) => (share - (law[cell - 1] ?? 0)) * SIZE)
  // The lower half on its log scale, where it is continuous
  const logs = values.filter(value => value <= 0.5).map(value => Math.log(Math.max(value, 5e-324)))
  const half = incompleteBeta(0.01, 0.01, 0.5)
  const small = ksTest(logs, log => incompleteBeta(0.01, 0.01, Math.exp(log)) / half)
  return { even: chiSquare(counts, expected), small }
}

test('beta(0.01, 0.01) follows its law on the log scale, and the control is rejected', t => {
  const { even, small } = magnitudes(0.01)
  t.true(even > 1e-3, `p = ${even}`)
  t.true(small > 1e-3, `p = ${small}`)
  const control = magnitudes(0.0125)
  t.true(control.even < 1e-6, `p = ${control.even}`)
  t.true(control.small < 1e-6, `p = ${control.small}`)
})

test('gamma(0.01) follows its law on the log scale, and the control is rejected', t => {
  const p = (alpha: number): number =>
    ksTest(samples(rng => Math.log(Math.max(gamma(rng, alpha), 5e-324))), log =>
      incompleteGamma(0.01, Math.exp(log)))
  t.true(p(0.01) > 1e-3, `p = ${p(0.01)}`)
  t.true(p(0.0125) < 1e-6, `p = ${p(0.0125)}`)
})

test('a normal number reaches beyond three and a half deviations, as often as it should', t => {
  const values = samples(normal, 2)
  const outside = values.filter(value => Math.abs(value) > 3.5).length
  const expected = SIZE * 2 * normalCdf(-3.5)
  t.true(Math.abs(outside - expected) < 4 * Math.sqrt(expected), `${outside} of ${expected}`)
})

test('beta and dirichlet are shares for every alpha a double can hold, and never NaN', t => {
  const alpha = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true })
  const magnitude = fc.integer({ min: -323, max: 308 }).map(exponent => Number(`1e${exponent}`))
  const any = fc.oneof(alpha, magnitude)
  fc.assert(fc.property(any, any, fc.integer(), (a, b, seed) => {
    const share = beta(Rng(seed), a, b)
    t.true(share >= 0 && share <= 1)
    const shares = dirichlet(Rng(seed), a, 5)
    t.true(shares.every(value => value >= 0 && value <= 1))
    t.true(Math.abs(shares.reduce((x, y) => x + y) - 1) < 1e-15 * 5)
    t.true(gamma(Rng(seed), a) >= 0)
  }), { seed: 1, numRuns: 3000 })
})

test('beta of alphas below any double is a coin with their shares', t => {
  const ones = (a: number, b: number): number => {
    const values = samples(rng => beta(rng, a, b))
    t.true(values.every(value => value === 0 || value === 1))
    return values.reduce((x, y) => x + y)
  }
  for (const scale of [1e-310, 1e-200, 1e-90]) {
    const heads = ones(scale, 3 * scale)
    t.true(chiSquare([heads, SIZE - heads], [SIZE / 4, SIZE * 3 / 4]) > 1e-3, `${scale}: ${heads}`)
  }
  const heads = ones(1e-310, 2e-310)
  t.true(chiSquare([heads, SIZE - heads], [SIZE / 4, SIZE * 3 / 4]) < 1e-6)
})

test('beta with one alpha above 0 and the other next to none is all of one', t => {
  const rng = Rng(1)
  for (let i = 0; i < 1000; i++) {
    t.is(beta(rng, 1, 1e-320), 1)
    t.is(beta(rng, 1e-320, 1), 0)
  }
})

test('extreme uniform numbers do not break a distribution', t => {
  for (const edge of [0, 1 - 2 ** -53]) {
    let drawn = 0
    // The rest is from a generator, as a source that repeats one number may never be accepted
    const rng = Rng(1)
    const source = { uniform: () => drawn++ < 2 ? edge : rng.uniform() }
    for (const alpha of [1e-320, 0.01, 1, 1e6]) {
      drawn = 0
      const share = beta(source, alpha)
      t.true(share >= 0 && share <= 1, `${edge} ${alpha}`)
    }
    drawn = 0
    t.true(Number.isFinite(normal(source)))
  }
})

test('a uniform number never is its upper end, not even next to the lower one', t => {
  const next = 1 + Number.EPSILON
  const source = Rng(1)
  for (let i = 0; i < 100; i++) t.is(uniform(source, 1, next), 1)
  t.is(uniform({ uniform: () => 1 - 2 ** -53 }, 0, 5e-324), 0)
  t.is(uniform(source, 2, 2), 2)
})

test('parameters that make no distribution are refused', t => {
  const rng = Rng(1)
  for (const alpha of [0, -1, NaN, Infinity, '1' as unknown as number]) {
    t.throws(() => gamma(rng, alpha), { code: 'DRAW' })
    t.throws(() => beta(rng, alpha, 1), { code: 'DRAW' })
    t.throws(() => beta(rng, 1, alpha), { code: 'DRAW' })
    t.throws(() => dirichlet(rng, alpha, 2), { code: 'DRAW' })
  }
  for (const size of [0, -1, 1.5, NaN, 2 ** 31]) {
    t.throws(() => dirichlet(rng, 1, size), { code: 'DRAW' })
  }
  const pairs = [[1, 0], [NaN, 1], [0, NaN], [0, Infinity], [-Infinity, 0], [-1e308, 1e308]]
  for (const [low, high] of pairs) {
    t.throws(() => uniform(rng, low, high), { code: 'DRAW' })
  }
})
