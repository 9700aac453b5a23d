import test from 'ava'
import fc from 'fast-check'
import { Rng } from '../../core/index.js'
import { firstPlace, sortedOrder } from '../../core/math/order.js'
import {
  covariance, kMeans, kernelDensity, principalComponents, suggestBandwidth, whitening
} from '../../core/math/statistics/index.js'

const { uniform } = Rng(8)
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
const near = (t: { true: (value: boolean, says?: string) => void }, a: number, b: number,
  most = 1e-9): void => { t.true(Math.abs(a - b) <= most, `${a} is not ${b}`) }

/** 300 points that are stretched, turned and moved. */
const shape = [300, 3]
const points = {
  shape,
  data: Array.from({ length: 300 }, () => {
    const [a, b, c] = [3 * normal(), normal(), 0.2 * normal()]
    return [a + b + 5, a - b, c + 0.5 * a]
  }).flat()
}

test('an order sorts as comparing does, equal numbers by their place', t => {
  const number = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(-0, 0, 1, -1, 1e300, -1e-300))
  t.notThrows(() => fc.assert(fc.property(fc.array(number, { maxLength: 40 }), few => {
    // Repeated, they are so many that they are sorted by digits
    const many = few.length === 0 ? [] : Array.from({ length: 5000 }, (_, i) => few[i % few.length])
    return [few, many].every(values => {
      const naive = values.map((_, i) => i).sort((a, b) => (values[a] - values[b]) || a - b)
      return String(sortedOrder(values)) === String(naive)
    })
  }), { numRuns: 30 }))
  t.is(firstPlace(5, place => place >= 3), 3)
  t.is(firstPlace(5, () => false), 5)
})

test('covariances are the mean products of deviations', t => {
  const { data, shape: square } = covariance(points)
  t.deepEqual(square, [3, 3])
  const column = (k: number): number[] => points.data.filter((_, at) => at % 3 === k)
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  for (let k = 0; k < 3; k++) {
    for (let l = 0; l < 3; l++) {
      const [a, b] = [column(k), column(l)]
      near(t, data[3 * k + l], mean(a.map((v, i) => (v - mean(a)) * (b[i] - mean(b)))) * 300 / 299)
    }
  }
  t.deepEqual([...covariance([7]).data], [0])
})

test('principal components are orthonormal, of falling variance, and lead back', t => {
  const pca = principalComponents(points)
  const outputs = pca.apply(points)
  const { data: variances } = covariance(outputs)
  for (let k = 0; k < 3; k++) {
    for (let l = 0; l < 3; l++) near(t, variances[3 * k + l], k === l ? pca.variances[k] : 0, 1e-8)
  }
  t.true(pca.variances[0] >= pca.variances[1] && pca.variances[1] >= pca.variances[2])
  near(t, pca.shares.reduce((sum, share) => sum + share, 0), 1)
  pca.undo(outputs).data.forEach((value, at) => { near(t, value, points.data[at], 1e-9) })
  const first = principalComponents(points, { components: 1 })
  t.deepEqual(first.matrix.shape, [1, 3])
  t.deepEqual([...first.matrix.data], [...pca.matrix.data.subarray(0, 3)])
})

test('whitened columns are uncorrelated and of variance 1, and lead back', t => {
  for (const kind of ['zca', 'pca'] as const) {
    const map = whitening(points, { kind, epsilon: 0 })
    const outputs = map.apply(points)
    covariance(outputs).data.forEach((value, at) => { near(t, value, at % 4 === 0 ? 1 : 0, 1e-8) })
    map.undo(outputs).data.forEach((value, at) => { near(t, value, points.data[at], 1e-8) })
  }
  const flat = whitening({ data: [1, 5, 2, 5, 3, 5], shape: [3, 2] })
  t.true(flat.apply({ data: [2, 5], shape: [1, 2] }).data.every(value => Math.abs(value) < 1e-6))
})

test('clusters that lie apart are found, the same for a seed', t => {
  const data = Array.from({ length: 240 }, (_, i) =>
    [10 * (i % 4) + normal() / 5, normal() / 5]).flat()
  const given = { data, shape: [240, 2] }
  const { labels, centres, inertia } = kMeans(given, { clusters: 4, seed: 2, restarts: 3 })
  for (let i = 4; i < 240; i++) t.is(labels[i], labels[i % 4])
  t.is(new Set(labels).size, 4)
  t.deepEqual(centres.shape, [4, 2])
  const again = kMeans(given, { clusters: 4, seed: 2, restarts: 3 })
  t.deepEqual(again.labels, labels)
  let sum = 0
  labels.forEach((label, i) => {
    for (let k = 0; k < 2; k++) sum += (data[2 * i + k] - centres.data[2 * label + k]) ** 2
  })
  near(t, inertia, sum)
})

test('no cluster is empty unless there are too few different points', t => {
  for (let seed = 0; seed < 20; seed++) {
    const values = Array.from({ length: 40 }, (_, i) => i < 34 ? 0 : i)
    t.is(new Set(kMeans(values, { clusters: 7, seed }).labels).size, 7)
  }
  const two = kMeans([1, 1, 1, 2], { clusters: 3 })
  t.is(new Set(two.labels).size, 2)
  t.is(two.inertia, 0)
  t.deepEqual(kMeans([4], { clusters: 5 }).centres.shape, [1, 1])
})

test('a density integrates to 1 and is the mean of its kernels', t => {
  const data = Array.from({ length: 50 }, normal)
  const density = kernelDensity(data, { bandwidth: 0.4 })
  const places = Array.from({ length: 2001 }, (_, i) => -10 + i / 100)
  near(t, density(places).reduce((sum, each) => sum + each, 0) / 100, 1, 1e-6)
  const bell = (r: number): number => Math.exp(-r * r / 2) / Math.sqrt(2 * Math.PI)
  near(t, density([0.3])[0],
    data.reduce((sum, value) => sum + bell((value - 0.3) / 0.4) / 0.4, 0) / 50)
  const plane = kernelDensity({ data: [0, 0], shape: [1, 2] }, { bandwidth: 2 })
  near(t, plane({ data: [0, 2], shape: [1, 2] })[0], Math.exp(-0.5) / (2 * Math.PI * 4))
})

test('bandwidths: Silverman\'s rule, and that of the largest likelihood', t => {
  const data = Array.from({ length: 1000 }, (_, i) => i)
  const deviation = Math.sqrt(1000 * 1001 / 12)
  t.like(suggestBandwidth(data), { rule: 'silverman', n: 1000 })
  near(t, suggestBandwidth(data).value,
    0.9 * Math.min(deviation, 499.5 / 1.34) * 1000 ** -0.2, 1e-6)
  t.deepEqual(suggestBandwidth([3, 3, 3]), { value: 1, rule: 'constant', n: 3 })
  t.deepEqual(suggestBandwidth([3]), { value: 1, rule: 'constant', n: 1 })
  const apart = Array.from({ length: 600 }, (_, i) => (i % 2) * 100 + normal())
  const rule = suggestBandwidth(apart)
  const looked = suggestBandwidth(apart, { rule: 'cross-validation' })
  t.is(looked.rule, 'cross-validation')
  t.true(looked.value < rule.value / 3, 'two clusters want a narrow kernel')
  const many = Array.from({ length: 4000 }, normal)
  const ratio = suggestBandwidth(many, { rule: 'cross-validation' }).value /
    suggestBandwidth(many).value
  t.true(ratio > 0.6 && ratio < 1.8, `${ratio}`)
  // Ties alone would make the likelihood grow without end
  t.true(suggestBandwidth(apart.map(Math.round), { rule: 'cross-validation' }).value > 0.1)
})
