import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, parse, stringify, useBackend } from '../../core/index.js'
import type { BankState } from '../../domains/embedding/index.js'
import {
  assignments, clip, embeddingBank, expansionTriplet, geodesicLoss, hardnessOf, infoNCE, joinTexts,
  metrix, metrixMix, metrixProxy, mixCoLoss, mochi, multiModalLoss, packedLoss, proxyAnchor, recall,
  supCon, supReMix, supReMixLoss, viewLabels
} from '../../domains/embedding/index.js'
import { onCpu } from '../on-cpu.js'
import { normalRows } from './support.js'

let a: Tensor2D, b: Tensor2D, more: Tensor2D
test.before(async () => {
  await useBackend('cpu')
  a = normalRows(1, 4, 5)
  b = normalRows(2, 4, 5)
  more = normalRows(3, 5, 5)
})
const labels = Int32Array.of(0, 0, 1, 2)

onCpu('what shows the same item is a table of all pairs', t => {
  const same = (sameItem: unknown) => () => geodesicLoss({
    image: a, text: b, kind: 'm2', lambda: 0.3, sameItem: sameItem as Tensor2D
  })
  for (const wrong of [tf.zeros([3, 3]), tf.zeros([4]), [[1]], tf.ones([4, 4], 'int32'), 'x'])
    t.throws(same(wrong), { code: 'INPUT' })
  t.notThrows(same(tf.eye(4)))
})

onCpu('a pair that shows the same as its partner is a target of V-Mix all the same', t => {
  const mix = {
    lambdas: { v: 0.3, l: 0.6, vl: 0.4, m2: 1 }, weights: { v: 1, l: 1, vl: 1, m2: 0 }
  }
  const loss = multiModalLoss({ image: a, text: b, mix, sameItem: tf.ones([4, 4]), temperature: 1 })
  // Two targets are told from nothing else
  t.true(loss.dataSync()[0] < 20, String(loss))
})

onCpu('one pair has no loss, however labels are smoothed', t => {
  const [one, other] = [normalRows(3, 1, 5), normalRows(4, 1, 5)]
  const { value, grads } = tf.valueAndGrads((image, text) =>
    clip({ image: image as Tensor2D, text: text as Tensor2D, smoothing: 0.1 }))([one, other])
  t.is(value.dataSync()[0], 0)
  for (const each of grads) t.true(each.dataSync().every(slope => slope === 0))
})

onCpu('samples are whole numbers, one an anchor, beside a bank that knows them', t => {
  const bank = embeddingBank({ capacity: 6, dimensions: 5 })
  bank.enqueue(a)
  const loss = (sampleIds: unknown, of: typeof bank | Tensor2D = bank): number => infoNCE({
    anchors: a, positives: b, bank: of, sampleIds: sampleIds as number[]
  }).dataSync()[0]
  for (const wrong of [[1], [1, 2, 3, NaN], [1, 2, 3, 2 ** 40], 'abcd', ['1', '2', '3', '4']])
    t.throws(() => loss(wrong), { code: 'INPUT' })
  t.throws(() => loss([1, 2, 3, 4], more), { code: 'INPUT' })
  t.throws(() => infoNCE({ anchors: a, positives: b, sampleIds: [1, 2, 3, 4] }), { code: 'INPUT' })
  // Rows whose sample is not known are no one's own
  t.is(loss([-1, -1, -1, -1]), loss([1, 2, 3, 4]))
  bank.enqueue(a, { ids: [1, 2, 3, 4] })
  t.not(loss([1, 2, 3, 4]), loss([5, 6, 7, 8]))
  t.throws(() => { bank.enqueue(a, { ids: [2 ** 40, 1, 1, 1] }) }, { code: 'INPUT' })
  bank.dispose()
})

onCpu('a bank takes no state that it cannot have had, and is gone once disposed', async t => {
  const bank = embeddingBank({ capacity: 6, dimensions: 5 })
  bank.enqueue(a)
  const state = await bank.state()
  const wrong: ReadonlyArray<Partial<BankState>> = [
    { size: 7 }, { size: -1 }, { next: 6 }, { next: -1 }, { next: 3 }, { size: 6, next: 6 },
    { rows: new Float32Array(30).fill(NaN) }, { rows: new Float32Array(29) },
    { labels: new Int32Array(5) }
  ]
  for (const each of wrong)
    t.throws(() => { bank.restore({ ...state, ...each }) }, { code: 'STATE' })
  bank.enqueue(b)
  bank.restore(state)
  t.deepEqual([bank.size, bank.next], [4, 4])
  bank.dispose()
  t.notThrows(() => { bank.dispose() })
  t.throws(() => bank.rows(), { code: 'STATE' })
  t.throws(() => { bank.enqueue(a) }, { code: 'STATE' })
  await t.throwsAsync(bank.state(), { code: 'STATE' })
})

onCpu('the state of a bank is of one moment', async t => {
  const bank = embeddingBank({ capacity: 4, dimensions: 5 })
  bank.enqueue(a, { ids: [1, 2, 3, 4] })
  const saved = bank.state()
  bank.enqueue(b, { ids: [5, 6, 7, 8] })
  t.deepEqual([...(await saved).ids], [1, 2, 3, 4])
  bank.dispose()
})

onCpu('mixtures are for the anchors that they were called with', t => {
  const hard = createMixer(mochi({ hardest: 2, pairs: 3, withQuery: 2 }), { seed: 1 })
  const synthetic = hard({ anchors: a, bank: more })
  t.throws(() => infoNCE({ anchors: more, positives: more, bank: more, synthetic }),
    { code: 'INPUT' })
  t.notThrows(() => infoNCE({ anchors: a, positives: b, bank: more, synthetic }))
})

onCpu('labels are whole numbers, of classes that have a proxy', t => {
  t.throws(() => supCon({ embeddings: a, labels: tf.tensor1d([0, 0.5, 1, 1]) }), { code: 'INPUT' })
  t.notThrows(() => supCon({ embeddings: a, labels: tf.tensor1d([0, 0, 1, 1], 'int32') }))
  for (const wrong of [[-1, 0, 1, 2], [0, 1, 2, 9]])
    t.throws(() => proxyAnchor({ embeddings: a, labels: wrong, proxies: b }), { code: 'INPUT' })
  const plan = createMixer(supReMix(), { seed: 1 })({ embeddings: a })
  t.throws(() => supReMixLoss({
    embeddings: a, targets: ['1', '2', '3', '4'] as unknown as number[], plan
  }), { code: 'INPUT' })
})

onCpu('Metrix: plans of classes, or of nothing to mix, go through JSON and are sound', t => {
  const classes = createMixer(metrixMix({ anchors: 'classes' }), { seed: 1 })
  const far = [0, 3, 3, 0]
  const plan = parse(stringify(classes({ embeddings: a, labels: far })))
  const loss = metrixProxy({ embeddings: a, labels: far, proxies: more, plan })
  t.true(Number.isFinite(loss.dataSync()[0]))
  t.throws(() => metrixProxy({ embeddings: a, labels: [0, 3, 3, 9], proxies: more, plan }),
    { code: 'INPUT' })
  const targets = { label: { classes: 2 } }
  const mix = createMixer(metrixMix(), { seed: 1, domain: 'embedding', targets })
  const alike = { embeddings: a, labels: [1, 1, 1, 1] }
  const none = parse(stringify(createMixer(metrixMix(), { seed: 1 })(alike)))
  t.is(metrix({ ...alike, plan: none, weight: 1 }).dataSync()[0],
    metrix({ ...alike, plan: none, weight: 0 }).dataSync()[0])
  const whole = mix.mix({ x: a, label: Int32Array.of(1, 1, 1, 1) })
  t.deepEqual(whole.batch.x.dataSync(), a.dataSync())
})

onCpu('metrics say which input is wrong', async t => {
  const given = { queries: a, queryLabels: labels, k: 1 }
  await t.throwsAsync(recall({ ...given, rows: b, rowLabels: [1] }),
    { code: 'INPUT', message: /rowLabels/ })
  await t.throwsAsync(recall({ ...given, queryLabels: undefined as never }), { code: 'INPUT' })
  await t.throwsAsync(hardnessOf(tf.fill([2, 2], NaN), tf.zeros([2, 2])), { code: 'INPUT' })
  await t.throwsAsync(hardnessOf(tf.zeros([2, 2], 'int32'), tf.zeros([2, 2])), { code: 'INPUT' })
})

test.serial('what is left out, or is no number, is told before anything is computed', t => {
  const none = undefined as never
  const wrong: ReadonlyArray<readonly [() => unknown, string, RegExp]> = [
    [() => assignments(a, 0, 3), 'OPTION', /"epsilon" must be above 0, got 0/],
    [() => assignments(a, 0.05, NaN), 'OPTION', /"iterations" must be a whole number/],
    [() => assignments(none, 1, 1), 'INPUT', /"scores" must be a tensor/],
    [() => mixCoLoss({ anchors: a, positives: b, mixed: a, plan: none }), 'INPUT',
      /"plan" must be/],
    [() => expansionTriplet({ embeddings: a, labels, plan: none }), 'INPUT', /"plan" must be/],
    [() => joinTexts(['a'], none), 'INPUT', /"plan" must be a plan/],
    [() => viewLabels(2, 1.5), 'INPUT', /"size" must be a whole number/],
    [() => packedLoss(embeddings => supCon({ embeddings, labels }))(tf.zeros([4]), a), 'INPUT',
      /"packed" must be float32/]
  ]
  for (const [act, code, message] of wrong) t.throws(act, { code, message })
})
