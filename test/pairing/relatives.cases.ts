import test from 'ava'
import fc from 'fast-check'
import {
  Rng, assign, cmixup, createMixer, kmixup, live, localMixup, mixup, nearest, sampleWeights,
  scripted
} from '../../core/index.js'
import { differences } from '../laws/studies/partners.js'
import { distributions, factsOf, partnersOf, pool } from './support.js'

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

test('1,600 partners on Airfoil lie 1.38 ± 0.11 dB away; without the kernel they would not', t => {
  const near = mean(differences(1600, 1.75))
  t.true(Math.abs(near - 1.38) < 0.11, `${near}`)
  const off = mean(differences(1600, 1e9))
  t.true(Math.abs(off - 7.8) < 0.5, `${off}`)
})

test('neighbours are the nearest rows, of equal ones the first; numbers as points', t => {
  const targets = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 12 })
  t.notThrows(() => fc.assert(fc.property(targets, fc.integer({ min: 1, max: 5 }), (values, k) => {
    const wanted = values.map((value, j) => ({ j, far: Math.abs(value - values[0]) }))
      .filter(({ j }) => j !== 0).sort((a, b) => a.far - b.far || a.j - b.j).slice(0, k)
    const flat = factsOf(pool(values), [0])
    const points = factsOf(pool(values.flatMap(value => [value, 1]), 2), [0])
    return wanted.every(({ j }, rank) => [flat, points].every(facts =>
      nearest({ k }).pair(facts, scripted({ pair: rank })).rows[0] === j))
  })))
})

test('every row may have a number of neighbours of its own, and another one later', t => {
  const pairing = nearest({ k: [1, 3, 1] })
  const facts = factsOf(pool([0, 1, 10]), Array(60).fill(0).map((_, i) => i % 3))
  const found = (): number[][] => {
    const rows = partnersOf(pairing, facts)
    return [0, 1, 2].map(row => [...new Set(rows.filter((_, i) => i % 3 === row))].sort())
  }
  t.deepEqual(found(), [[1], [0, 2], [1]])
  pairing.setK(1)
  t.deepEqual(found()[1], [0])
  t.throws(() => partnersOf(nearest({ k: [1] }), facts),
    { message: /"k" must be one number, or 3/ })
  t.deepEqual(partnersOf(nearest(), factsOf(pool([4]), [0])), [0])
  t.true(partnersOf(nearest({ k: 1, self: true }), facts).every((row, i) => row === i % 3))
})

test('k rows meet k others at the least cost, and one row whichever comes', t => {
  const size = 10
  const x = { data: Float32Array.from(distributions.normal(2 * size, 6)), shape: [size, 2] }
  const facts = factsOf({ size }, Array(size).fill(0), { x })
  const order = Rng(9)
  const others = [...kmixup({ k: 1 }).pair(facts, live(order)).rows]
  t.deepEqual([...others].sort((a, b) => a - b), [...others.keys()])
  const rows = kmixup({ k: 4 }).pair(facts, scripted({ pair: others })).rows
  for (let start = 0; start < size; start += 4) {
    const run = others.slice(start, start + 4)
    const cost = (i: number, j: number): number =>
      (x.data[2 * i] - x.data[2 * j]) ** 2 + (x.data[2 * i + 1] - x.data[2 * j + 1]) ** 2
    const best = assign(run.flatMap((_, i) => run.map(other => cost(start + i, other)))).cost
    const found = run.reduce((sum, _, i) => sum + cost(start + i, rows[start + i]), 0)
    t.true(Math.abs(best - found) < 1e-9)
    t.deepEqual([...rows.subarray(start, start + 4)].sort(), [...run].sort())
  }
})

test('a pair of Local Mixup counts up to the radius, the edge included', t => {
  const x = { data: Float32Array.of(0, 3, 3.5, 10), shape: [4, 1] }
  const mix = createMixer(localMixup({ radius: 3 }), { targets: ['y'] })
  const draws = scripted({ pair: [1, 2, 0, 3], lambda: 0.25 })
  const { batch, plan } = mix.mix({ x, y: Float32Array.of(1, 2, 3, 4) }, { draws })
  t.deepEqual([...sampleWeights(plan)], [1, 1, 0, 1])
  const y = batch.y as unknown as { data: Float32Array }
  t.deepEqual([...y.data], [1.75, 2.75, 0, 4])
})

test('a plan logs the bandwidth that was found, and its partners are found again', t => {
  const dataset = { x: { data: new Float32Array(50), shape: [50, 1] },
    y: Float32Array.from(distributions.normal(50, 2)) }
  const batch = { x: { data: new Float32Array(3), shape: [3, 1] }, y: dataset.y.slice(4, 7) }
  const plan = createMixer(mixup({ pairing: cmixup() }), { pools: { dataset } }).plan(batch)
  const { pairing } = plan.options as { pairing: { bandwidth: number } }
  t.is(typeof pairing.bandwidth, 'number')
  const again = createMixer(mixup({ pairing: cmixup({ bandwidth: pairing.bandwidth }) }),
    { pools: { dataset } }).plan(batch)
  t.deepEqual(again, plan)
})
