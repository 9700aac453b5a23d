import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, mixFeatures, scripted, targetWeights, useBackend } from '../../core/index.js'
import { ada, adaGammas, clusterAnchors } from '../../domains/regression/index.js'
import { refused } from './support.js'

test.before(() => useBackend('cpu'))
const clusters = Int32Array.of(0, 1, 0, 2, 1, 0)
const data = Float64Array.from({ length: 18 }, (_, k) => Math.sin(7 * k + 1))
const x = { data, shape: [6, 3] }
const y = Float64Array.from({ length: 6 }, (_, k) => Math.cos(3 * k))

/** The reference's formula, centred, by nested loops: A is one-hot. */
function naive (gamma: number, values: Float64Array, width: number): number[] {
  const g = Math.sqrt(gamma)
  return Array.from(values, (value, k) => {
    const [row, column] = [Math.floor(k / width), k % width]
    const rows = [0, 1, 2, 3, 4, 5]
    const mean = (of: readonly number[], less: number): number =>
      of.reduce((sum, i) => sum + values[i * width + column] - less, 0) / of.length
    const all = mean(rows, 0)
    const own = mean(rows.filter(i => clusters[i] === clusters[row]), all)
    return (value - all + (g - 1) * own) / g + all
  })
}

function mixed (gamma: number, anchors: unknown, mixer = ada({ gamma: 'uniform', alpha: 9 })) {
  const mix = createMixer(mixer, { signals: { anchors: () => anchors } })
  const plan = mix.plan({ x, y }, { draws: scripted({ gamma }) })
  return { plan, batch: mix.apply({ x, y }, plan) }
}

const oneHot = {
  data: Float64Array.from({ length: 24 }, (_, k) => Number(clusters[Math.floor(k / 4)] === k % 4)),
  shape: [6, 4]
}

test('rows and targets move as the centred formula says, by clusters and by anchors', t => {
  for (const gamma of [2, 0.3]) {
    for (const anchors of [clusters, oneHot]) {
      const { batch } = mixed(gamma, anchors)
      const [rows, targets] = [naive(gamma, data, 3), naive(gamma, y, 1)]
      t.true(batch.x.data.every((value, k) => Math.abs(value - rows[k]) < 1e-12))
      const found = (batch.y as unknown as { data: Float64Array }).data
      t.true(found.every((value, k) => Math.abs(value - targets[k]) < 1e-12))
    }
  }
  // A wrong γ is another mix
  t.true(Math.abs(mixed(2, clusters).batch.x.data[0] - naive(2.5, data, 3)[0]) > 1e-3)
})

test('weights are signed, sum to 1, and mix a hidden layer too', t => {
  const { plan } = mixed(0.3, clusters)
  t.is(plan.targets, 'free')
  const sums = new Float64Array(6)
  targetWeights(plan).forEach((weights, l) => {
    const { outputs } = plan.layers[l]
    weights.forEach((weight, piece) => {
      sums[outputs instanceof Int32Array ? outputs[piece] : piece] += weight
    })
  })
  t.true(sums.every(sum => Math.abs(sum - 1) < 1e-12))
  const hidden = tf.tensor2d(Float32Array.from(data), [6, 3])
  const found = mixFeatures(hidden, plan).dataSync()
  t.true(naive(0.3, data, 3).every((value, k) => Math.abs(value - found[k]) < 1e-5))
})

test('anchors of another number, or that cancel a row, are refused', async t => {
  await refused(t, () => mixed(2, Int32Array.of(1)), 'INPUT', /must hold a cluster/)
  const steep = { data: Float64Array.of(1, -0.9, 0, 0, 0, 0), shape: [6, 1] }
  t.notThrows(() => mixed(2, steep))
})

test('the list of γ is that of the code, for any alpha', async t => {
  t.deepEqual(adaGammas(3.5, 4), [3.5, 2.25, 0.4444, 0.2857])
  await refused(t, () => adaGammas(1), 'OPTION', /greater than 1/)
})

test('clusters are of the whole set, found again by the index of a batch', async t => {
  const set = { x: { data: Float64Array.of(0, 0.1, 9, 9.1), shape: [4, 1] }, y: [0, 0, 9, 9] }
  const signal = clusterAnchors(set, { clusters: 2 })
  const found = signal({ x: 0, index: Int32Array.of(3, 0, 2) }) as Int32Array
  t.is(found[0], found[2])
  t.not(found[0], found[1])
  // By the column with the larger unit, unless columns are scaled
  const units = { x: { data: Float64Array.of(0, 500, 0, 500), shape: [4, 1] }, y: [0, 0, 9, 9] }
  const of = (by: 'all' | 'targets') =>
    [...clusterAnchors(units, { clusters: 2, by })({ index: [0, 1, 2, 3] }) as Int32Array]
  const apart = (labels: readonly number[]) => labels.map(label => Number(label !== labels[0]))
  t.deepEqual(apart(of('all')), [0, 1, 0, 1])
  t.deepEqual(apart(of('targets')), [0, 0, 1, 1])
  // In units of their deviations, three targets tell more than one feature
  const rooms = {
    x: { data: Float64Array.of(0, 500, 0, 500), shape: [4, 1] },
    y: { data: Float64Array.from({ length: 12 }, (_, k) => Number(k >= 6)), shape: [4, 3] }
  }
  const scaled = clusterAnchors(rooms, { clusters: 2, scale: 'standard' })({ index: [0, 1, 2, 3] })
  const plain = clusterAnchors(rooms, { clusters: 2 })({ index: [0, 1, 2, 3] })
  t.deepEqual([apart([...plain as Int32Array]), apart([...scaled as Int32Array])],
    [[0, 1, 0, 1], [0, 0, 1, 1]])
  await refused(t, () => signal({ x: 0 }), 'INPUT', /which rows/)
})
