import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, createRegistry, useBackend } from '../../core/index.js'
import {
  embeddingBank, embeddingDomain, infoNCE, mochi, multiModalLoss, multiModalMix, ntXent, packedLoss,
  packTargets, supReMix, supReMixLoss, viewLabels
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

test.serial('losses train by model.fit, the labels packed beside the rows', async t => {
  await useBackend('cpu')
  const labels = viewLabels(2, 6)
  const packed = packTargets(labels, 4)
  const embeddings = normalRows(8, 12, 4)
  const loss = packedLoss((rows, kinds) => ntXent({ embeddings: rows, labels: kinds }))
  t.is(one(loss(packed, embeddings)), one(ntXent({ embeddings, labels })))
})
