import test from 'ava'
import fc from 'fast-check'
import { cmixup, scripted } from '../../core/index.js'
import { says } from '../says.js'
import { sampled } from './sampling.js'
import { distributions, factsOf, naiveShares, partnersOf, pool } from './support.js'

const near = (a: ArrayLike<number>, b: ArrayLike<number>, most = 1e-9): boolean =>
  a.length === b.length && Array.from(a).every((value, i) => Math.abs(value - b[i]) <= most)

test('shares are those of the naive matrix, by whichever sampler', t => {
  for (const [name, make] of Object.entries(distributions)) {
    for (const kernel of ['gaussian', 'tophat'] as const) {
      for (const size of [60, 5000]) {
        const targets = make(size, 5)
        for (const bandwidth of [0.02, 1, 40]) {
          const pairing = cmixup({ bandwidth, kernel }).forTask(targets)
          for (const row of [0, 7, size - 1]) {
            const naive = naiveShares(targets, [targets[row]], bandwidth, kernel)
            t.true(near(pairing.probabilities(row), naive), `${name} ${kernel} ${bandwidth}`)
          }
        }
      }
    }
  }
})

test('bins draw by these shares, in 24 settings, and another bandwidth is found out', t => {
  const settings = [...sampled(5000, 20_000)]
  t.is(settings.length, 24)
  for (const { title, z } of settings) t.true(Math.abs(z) < 4, `${title}: ${z} deviations`)
  t.true(settings.filter(({ wrong }) => wrong > 4).length >= 6)
})

test('a partner is the first row whose cumulated share exceeds the number', t => {
  const rows = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 9 })
  const share = fc.double({ min: 0, max: 0.999, noNaN: true })
  const samplers = fc.constantFrom('auto' as const, 'rows' as const)
  t.notThrows(() => fc.assert(fc.property(rows, share, samplers, (targets, u, sampler) => {
    const shares = naiveShares(targets, [targets[0]], 0.7)
    let reached = 0
    const wanted = shares.findIndex(each => (reached += each) > u + 1e-12)
    const facts = factsOf(pool(targets), [0])
    const pairing = cmixup({ bandwidth: 0.7, sampler })
    const { rows: [partner] } = pairing.pair(facts, scripted({ pair: u }))
    // On the very edge of a share rounding may go either way
    const edge = shares.slice(0, partner).reduce((sum, each) => sum + each, 0)
    return partner === wanted || Math.abs(edge - u) < 1e-9 || shares[partner] < 1e-9 ||
      Math.abs(edge + shares[partner] - u) < 1e-9
  })))
})

test('constant targets are plain mixup, and so is a bandwidth beyond all', t => {
  t.true(near(cmixup().forTask(new Float64Array(9).fill(2)).probabilities(3), Array(9).fill(1 / 9)))
  const targets = Float64Array.of(1, 5, 9, -40)
  for (const kernel of ['gaussian', 'tophat'] as const) {
    const pairing = cmixup({ bandwidth: 1e300, kernel }).forTask(targets)
    t.true(near(pairing.probabilities(3), Array(4).fill(0.25)))
  }
})

test('a bandwidth below all gaps leaves the row itself and its exact duplicates', t => {
  for (const bandwidth of [1e-300, Number.MIN_VALUE, 1e-9]) {
    for (const kernel of ['gaussian', 'tophat'] as const) {
      const pairing = cmixup({ bandwidth, kernel }).forTask(Float64Array.of(1, 2, 1, 3, 1))
      t.deepEqual([...pairing.probabilities(1)], [0, 1, 0, 0, 0])
      t.true(near(pairing.probabilities(2), [1 / 3, 0, 1 / 3, 0, 1 / 3]))
    }
    const many = cmixup({ bandwidth })
      .forTask(Float64Array.from({ length: 6000 }, (_, i) => i % 3000))
    t.is(many.probabilities(5)[5], 0.5)
    t.is(many.probabilities(5)[3005], 0.5)
  }
})

test('two targets, one row, and heavy ties', t => {
  const two = Float64Array.of(0, 1, 0, 1)
  t.true(near(cmixup({ bandwidth: 1 }).forTask(two).probabilities(1), naiveShares(two, [1], 1)))
  t.deepEqual([...cmixup().forTask(Float64Array.of(4)).probabilities(0)], [1])
  t.deepEqual(partnersOf(cmixup({ excludeSelf: true }), factsOf(pool([4]), [0])), [0])
  const ties = Float64Array.from({ length: 9000 }, (_, i) => i === 8999 ? 1 : 0)
  const shares = cmixup({ bandwidth: 0.5 }).forTask(ties).probabilities(8999)
  t.true(near(shares, naiveShares(ties, [1], 0.5), 1e-12))
})

test('targets in several dimensions are measured as points', t => {
  const targets = [0, 0, 1, 2, -1, 0.5, 3, 3, 0, 0.1]
  const pairing = cmixup({ bandwidth: 1.2 })
  partnersOf(pairing, factsOf(pool(targets, 2), [0, 3]))
  for (let row = 0; row < 5; row++) {
    const naive = naiveShares(targets, targets.slice(2 * row, 2 * row + 2), 1.2)
    t.true(near(pairing.probabilities(row), naive))
  }
})

test('standardised dimensions weigh alike', t => {
  const targets = [0, 0, 1, 1000, 2, 3000, 5, -1000]
  const scaled = cmixup({ bandwidth: 1, standardize: true })
    .forTask({ data: Float64Array.from(targets), shape: [4, 2] })
  const columns = [0, 1].map(k => targets.filter((_, at) => at % 2 === k)).map(column => {
    const mean = column.reduce((sum, value) => sum + value, 0) / 4
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4)
    return column.map(value => (value - mean) / deviation)
  })
  const points = targets.map((_, at) => columns[at % 2][Math.floor(at / 2)])
  t.true(near(scaled.probabilities(2), naiveShares(points, points.slice(4, 6), 1)))
})

test('a target that the data set does not have has the nearest ones, however far they are', t => {
  for (const size of [50, 6000]) {
    const targets = Float64Array.from({ length: size }, (_, i) => i / size)
    for (const kernel of ['gaussian', 'tophat'] as const) {
      const pairing = cmixup({ bandwidth: 1e-3, kernel })
      const facts = { ...factsOf(pool(targets), [0], pool([1e6])), index: undefined }
      t.deepEqual(partnersOf(pairing, facts), [size - 1], `${size} ${kernel}`)
    }
  }
})

test('a row that is left out is never its own partner, and the others share the rest', t => {
  const targets = [0, 0.1, 3, 9]
  const pairing = cmixup({ bandwidth: 1, excludeSelf: true })
  const rows = partnersOf(pairing, factsOf(pool(targets), Array(400).fill(3).map((_, i) => i % 4)))
  t.true(rows.every((row, i) => row !== i % 4))
  t.true(near(pairing.probabilities(0), naiveShares(targets, [0], 1, 'gaussian', 0)))
  t.deepEqual(new Set(rows.filter((_, i) => i % 4 === 3)), new Set([2]))
})

test('only rows of the subset are partners, by its own shares', t => {
  const targets = [0, 0.2, 0.4, 9]
  const pairing = cmixup({ bandwidth: 1, subset: [3, 1] })
  const rows = partnersOf(pairing, factsOf(pool(targets), Array(60).fill(0)))
  t.deepEqual(new Set(rows), new Set([1]))
  const [a, b] = naiveShares([9, 0.2], [0], 1)
  t.true(near(pairing.probabilities(0), [0, b, 0, a]))
  pairing.setSubset([2])
  t.deepEqual([...pairing.probabilities(0)], [0, 0, 1, 0])
})

test('another bandwidth holds from then on, and is logged', t => {
  const pairing = cmixup({ bandwidth: 1 }).forTask(Float64Array.of(0, 1, 2))
  pairing.setBandwidth(3)
  t.true(near(pairing.probabilities(0), naiveShares([0, 1, 2], [0], 3)))
  t.is(pairing.options.bandwidth, 3)
  pairing.setBandwidth('auto')
  t.like(pairing.bandwidth, { rule: 'silverman', n: 3 })
})

test('in batch mode partners are of the batch and of as many other rows', t => {
  const targets = Float64Array.from({ length: 100 }, (_, i) => i % 10)
  const pairing = cmixup({ bandwidth: 1e300, batchMode: true })
  const { rows } = pairing.pair(factsOf(pool(targets), [4, 5, 6]),
    scripted({ pair: [50, 50, 51, 52, 0, 0.51, 0.999] }))
  t.deepEqual([...rows], [4, 50, 52])
})

test('inputs and features measure as well as targets', t => {
  const x = { data: Float32Array.of(0, 0, 3, 4, 1, 0), shape: [3, 2] }
  const byInput = cmixup({ distance: 'input', bandwidth: 2 })
  partnersOf(byInput, factsOf({ size: 3, x }, [0]))
  t.true(near(byInput.probabilities(0), naiveShares(x.data, [0, 0], 2)))
  const norms = cmixup({
    distance: (given: typeof x) => Float64Array.of(0, 5, given.data[4]), bandwidth: 2
  })
  partnersOf(norms, factsOf({ size: 3, x }, [0]))
  t.true(near(norms.probabilities(0), naiveShares([0, 5, 1], [0], 2)))
  t.is(norms.options.distance, 'features')
})

test('what cannot be measured is refused', t => {
  const pair = (options: object, facts = factsOf(pool([1, 2]), [0])) => () =>
    partnersOf(cmixup(options), facts)
  t.is(says(pair({ bandwidth: 0 })), 'cmixup: "bandwidth" must be greater than 0, got 0')
  t.regex(says(pair({ bandwidth: -1 })), /greater than 0/)
  t.regex(says(pair({}, factsOf(pool([1, NaN]), [0]))), /measured by finite numbers, got NaN/)
  t.regex(says(pair({ subset: [5] })), /"subset" must hold rows from 0 to 1, got 5/)
  t.regex(says(pair({ distance: 'input' })), /"dataset.x" must be on the host/)
  t.regex(says(pair({ excludeSelf: true }, { ...factsOf(pool([1, 2]), [0], pool([1])),
    index: undefined })), /"index" must say which rows .* for excludeSelf/)
  t.regex(says(pair({}, { ...factsOf(pool([1, 2]), [0]), index: undefined })),
    /"batch.targets" must be known on the host: give them as a Float32Array, or "index"/)
  t.regex(says(pair({}, { ...factsOf(pool([1, 2]), [0], pool([1, 2], 2)), index: undefined })),
    /"batch" must be measured by 1 numbers a row, got 2/)
  t.regex(says(() => cmixup().probabilities(0)), /pair a batch before, or use forTask/)
  t.regex(says(() => cmixup().forTask(Float64Array.of(1)).probabilities(1)), /from 0 to 0, got 1/)
  t.regex(says(pair({ }, factsOf({ size: 2 }, [0]))), /"dataset.targets" must be known on the host/)
})

test('a task of another size than its batch is refused', t => {
  const task = cmixup().forTask(Float64Array.of(1, 2, 3))
  t.regex(says(() => partnersOf(task, factsOf(pool([1]), [0]))),
    /"targets" must be of 1 rows, got 3/)
  const rows = partnersOf(task, factsOf(pool([1]), [0, 0, 0]))
  t.true(rows.every(row => row >= 0 && row < 3))
})

test('a million rows take at most 40 bytes each', t => {
  const size = 20_000
  const targets = distributions.normal(size, 3)
  const pairing = cmixup({ bandwidth: 0.01 })
  partnersOf(pairing, factsOf(pool(targets), Int32Array.from({ length: size }, (_, i) => i)))
  t.true(pairing.bytes() / size <= 40, `${pairing.bytes() / size}`)
})
