import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { Plan, RowLoss } from '../../core/index.js'
import { label, mixedAccuracy, mixedLoss, targetTerms, useBackend } from '../../core/index.js'
import { backends } from '../backends.js'
import { noise } from '../../plugins/check/batches.js'
import { read } from '../universal/read.js'
import { examine } from './examine.js'
import { plan } from './random-plans.js'

const CLASSES = 4
const IGNORE = -1

const crossEntropy: RowLoss = (logits, targets) =>
  tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1))

const sparse: RowLoss = (logits, targets) =>
  crossEntropy(logits, tf.cast(tf.oneHot(tf.cast(targets, 'int32'), CLASSES), 'float32'))

const batches = fc.tuple(plan, fc.array(fc.integer({ min: IGNORE, max: CLASSES - 1 }),
  { minLength: 4, maxLength: 4 }))

for (const backend of backends) {
  test.serial(`a mixed cross-entropy is that of the mixed labels on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 150, [batches], ([each, classes]) => tf.tidy(() => {
      const indices = classes.slice(0, each.size)
      const logits = tf.tensor2d(noise(each.size * CLASSES, 7, -2, 2), [each.size, CLASSES])
      const scene = {
        who: 'test', target: 'label', size: each.size, axes: [], frame: [], host: false,
        settings: { classes: CLASSES, ignore: IGNORE }
      }
      const soft = label.encode(tf.tensor1d(indices, 'int32'), scene) as tf.Tensor
      const mixed = label.mix(each, { batch: soft }, scene) as tf.Tensor
      const wanted = read(tf.mean(crossEntropy(logits, mixed)))[0]
      const losses = [
        mixedLoss(crossEntropy, each)(logits, soft),
        mixedLoss(sparse, each, { ignore: IGNORE })(logits, tf.tensor1d(indices, 'int32')),
        mixedLoss(sparse, each, { ignore: IGNORE })(logits, tf.tensor1d(indices))
      ].map(loss => read(loss)[0])
      const far = Math.max(...losses.map(loss => Math.abs(loss - wanted)))
      return far <= 1e-5 * Math.max(1, Math.abs(wanted)) ? undefined : `losses are ${far} off`
    }))
  })

  test.serial(`mixed accuracy counts every part by its weight on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 100, [batches, fc.nat(99)], ([each, classes], of) => tf.tidy(() => {
      const indices = classes.slice(0, each.size).map(index => Math.max(0, index))
      const logits = noise(each.size * CLASSES, of, -2, 2)
      const predicted = Array.from({ length: each.size }, (_, row) => {
        const mine = [...logits.subarray(row * CLASSES, (row + 1) * CLASSES)]
        return mine.indexOf(Math.max(...mine))
      })
      let wanted = 0
      for (const { rows, strength } of targetTerms(each)) {
        rows.forEach((row, output) => {
          const right = indices[row] === predicted[output]
          wanted += Number(right) * (strength as Float64Array)[output] / each.size
        })
      }
      const found = mixedAccuracy(
        tf.tensor2d(logits, [each.size, CLASSES]), tf.tensor1d(indices, 'int32'), each)
      const far = Math.abs(read(found)[0] - wanted)
      return found.rank === 0 && far <= 1e-5 ? undefined : `the accuracy is ${far} off`
    }))
  })
}

test('the gradient of a mixed loss is that of the loss of the mixed labels', async t => {
  await useBackend('cpu')
  const visible = plan.filter(each => targetTerms(each).length > 0)
  examine(t, 40, [visible], each => tf.tidy(() => {
    const logits = tf.tensor2d(noise(each.size * CLASSES, 7, -2, 2), [each.size, CLASSES])
    const soft = tf.tensor2d(noise(each.size * CLASSES, 9, 0, 1), [each.size, CLASSES])
    const scene = {
      who: 'test', target: 'label', size: each.size, axes: [], frame: [], host: false, settings: {}
    }
    const mixed = label.mix(each, { batch: soft }, scene) as tf.Tensor
    const loss = mixedLoss(crossEntropy, each)
    const found = read(tf.grad(outputs => loss(outputs, soft))(logits))
    const wanted = read(tf.grad(outputs => tf.mean(crossEntropy(outputs, mixed)))(logits))
    const far = Math.max(...found.map((value, k) => Math.abs(value - wanted[k])))
    return far <= 1e-5 ? undefined : `the gradient is ${far} off`
  }))
})

test('a perfect model is right by its largest weight, or wholly without a mix', async t => {
  await useBackend('cpu')
  const half: Plan = {
    mixer: 'half', version: 1, options: {}, draws: {}, size: 2, axes: [], frame: [],
    layers: [{}, { source: { pool: 'batch', rows: Int32Array.of(1, 0) }, coefficient: 0.25 }]
  }
  const [logits, labels] = [tf.tensor2d([[9, 0], [0, 9]]), tf.tensor1d([0, 1], 'int32')]
  t.is(read(mixedAccuracy(logits, labels, half))[0], 0.75)
  t.is(read(mixedAccuracy(logits, labels, { ...half, layers: [{}] }))[0], 1)
})
