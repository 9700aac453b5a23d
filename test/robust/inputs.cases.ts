import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch } from '../../core/index.js'
import { createMixer, RemixtureError, useBackend } from '../../core/index.js'
import { cutmix } from '../../domains/image/index.js'
import { backends } from '../backends.js'
import { images, labels, release } from './support/batches.js'
import { refusedBatches, works } from './support/refused-batches.js'
import { thrownNow } from './support/refuses.js'

const good = (targets: unknown): Batch => {
  const names = Array.isArray(targets)
    ? targets as string[]
    : Object.keys(Object(targets) as object)
  return names.includes('label') ? { x: images(), label: label(targets) } : { x: images() }
}
const label = (targets: unknown): unknown =>
  Array.isArray(targets) ? labels().map(k => [k, 1 - k]) : labels()

for (const { what, batch, code, says, targets, backend } of backends.flatMap(backend =>
  refusedBatches.map(each => ({ ...each, backend })))) {
  test.serial(
    `${what} is refused, leaves nothing behind, and the mixer goes on (${backend})`, async t => {
      await useBackend(backend)
      const mix = createMixer(cutmix({ per: 'sample' }), { seed: 5, targets })
      const untouched = createMixer(cutmix({ per: 'sample' }), { seed: 5, targets })
      const given = batch()
      const before = tf.memory()
      for (const training of [true, false]) {
        const error = thrownNow(() => mix.mix(given as Batch, { training })) as RemixtureError
        t.true(error instanceof RemixtureError, String(error))
        t.is(error.message, says)
        t.is(error.code, code)
      }
      t.is(tf.memory().numTensors, before.numTensors)
      t.is(tf.memory().numDataBuffers, before.numDataBuffers)
      if (typeof given === 'object' && given !== null) tf.dispose(given as tf.TensorContainer)
      const sound = good(targets)
      t.true(works(mix, sound))
      untouched.mix(sound)
      t.deepEqual(mix.plan(sound), untouched.plan(sound), 'a refused batch is no step')
      release(sound)
    })
}
