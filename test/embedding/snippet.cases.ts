import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, createRegistry, useBackend } from '../../core/index.js'
import {
  embeddingBank, embeddingDomain, followSlowly, infoNCE, mochi, multiModalLoss, multiModalMix,
  supReMix, supReMixLoss
} from '../../domains/embedding/index.js'
import { backends } from '../backends.js'
import { normalRows, one } from './support.js'

for (const backend of backends) {
  test.serial(`MoCHi negatives inside one's own loss on ${backend}`, async t => {
    await useBackend(backend)
    const weights = tf.variable(normalRows(1, 6, 8))
    const [x1, keys] = [normalRows(2, 5, 6), normalRows(3, 5, 8)]
    const encode = (x: Tensor2D): Tensor2D => tf.matMul(x, weights)
    const bank = embeddingBank({ capacity: 64, dimensions: 8 })
    bank.enqueue(normalRows(4, 64, 8))
    const before = tf.memory().numTensors

    const hard = createMixer(mochi({ hardest: 16, pairs: 8, withQuery: 4 }), { seed: 7 })
    const { value, grads } = tf.variableGrads(() => {
      const anchors = encode(x1)
      return infoNCE({
        anchors, positives: keys, bank, synthetic: hard({ anchors, bank }), temperature: 0.2
      })
    })

    t.true(one(value) > 0)
    t.true(Object.values(grads).every(grad => grad.dataSync().some(each => each !== 0)))
    const plain = tf.tidy(() => one(infoNCE({
      anchors: encode(x1), positives: keys, bank, temperature: 0.2
    })))
    t.true(one(value) > plain)
    tf.dispose([value, ...Object.values(grads)])
    t.is(tf.memory().numTensors, before)
    bank.dispose()
    weights.dispose()
    tf.dispose([x1, keys])
  })
}

test.serial('m²-Mix is one line more in the fine-tuning of two encoders', async t => {
  await useBackend('cpu')
  const [image, text] = [normalRows(5, 5, 8), normalRows(6, 5, 8)]
  const m2 = createMixer(multiModalMix({ m2: 0.5 }), { seed: 7 })
  const loss = multiModalLoss({ image, text, mix: m2({ image, text }), epoch: 0 })
  t.true(Number.isFinite(one(loss)))
  const other = multiModalLoss({ image, text, mix: m2({ image, text }), epoch: 0 })
  t.not(one(loss), one(other), 'each call is a step of its own')
})

test.serial('SupReMix pulls real targets into order', async t => {
  await useBackend('cpu')
  const embeddings = normalRows(7, 6, 8)
  const targets = [1, 2, 3, 1, 2, 3]
  const mix = createMixer(supReMix({ window: 5 }), { seed: 7 })
  const loss = supReMixLoss({ embeddings, targets, plan: mix({ embeddings }) })
  t.true(one(loss) > one(supReMixLoss({ embeddings, targets })))
})

test.serial('a mixer for losses is known by its name', async t => {
  await useBackend('cpu')
  const registry = createRegistry(embeddingDomain)
  const mix = registry.create('embedding/mochi', { hardest: 4 }, { seed: 7 })
  t.is(mix.name, 'mochi')
  t.is(mix.domain, 'embedding')
})

test.serial('a slower encoder follows by its momentum, off the tape', async t => {
  await useBackend('cpu')
  const [slow, fast] = [tf.variable(tf.tensor1d([0, 10])), tf.variable(tf.tensor1d([1, 20]))]
  followSlowly([slow], [fast], 0.9)
  followSlowly([slow], [fast], 0.9)
  t.true(Math.abs(slow.dataSync()[0] - 0.19) < 1e-6 && Math.abs(slow.dataSync()[1] - 11.9) < 1e-5)
  t.deepEqual([...fast.dataSync()], [1, 20])
  const before = tf.memory().numTensors
  followSlowly([slow], [fast])
  t.is(tf.memory().numTensors, before)
  t.throws(() => { followSlowly([slow], [tf.ones([3])]) }, { message: /shape of its like/ })
  t.throws(() => { followSlowly([slow], [fast], 2) }, { message: /"momentum" must be 0 … 1/ })
})

test.serial('a bank goes on from a checkpoint that was written as JSON', async t => {
  await useBackend('cpu')
  const bank = embeddingBank({ capacity: 5, dimensions: 3 })
  bank.enqueue(normalRows(1, 4, 3), { labels: [1, 2, 3, 4], ids: [5, 6, 7, 8] })
  const { rows, labels, ids, ...rest } = await bank.state()
  const text = JSON.stringify({
    ...rest, rows: Array.from(rows), labels: Array.from(labels), ids: Array.from(ids)
  })
  const kept = JSON.parse(text) as typeof rest & Record<'rows' | 'labels' | 'ids', number[]>
  const other = embeddingBank({ capacity: 5, dimensions: 3 })
  other.restore({
    ...kept, rows: Float32Array.from(kept.rows), labels: Int32Array.from(kept.labels),
    ids: Int32Array.from(kept.ids)
  })
  for (const each of [bank, other]) each.enqueue(normalRows(2, 2, 3), { labels: [9, 10] })
  t.deepEqual(other.rows().dataSync(), bank.rows().dataSync())
  t.deepEqual([other.labels(), other.ids(), other.next], [bank.labels(), bank.ids(), bank.next])
  t.deepEqual([...other.labels()], [10, 2, 3, 4, 9])
})
