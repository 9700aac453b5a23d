// What a first script does, against the installed tarball.
import assert from 'node:assert/strict'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, useBackend } from 'remixture'
import { cutmix } from 'remixture/image'

await useBackend('cpu')
const x = tf.reshape(tf.range(0, 4 * 8 * 6 * 3), [4, 8, 6, 3])
const mixOnce = () => createMixer(cutmix(), { seed: 7 }).mix({ x })
const { batch, plan } = mixOnce()
const again = mixOnce()
assert.deepEqual(batch.x.shape, x.shape)
assert.equal(plan.mixer, 'cutmix')
assert.deepEqual(again.plan, plan)
assert.deepEqual(await again.batch.x.data(), await batch.x.data())
assert.notDeepEqual(await batch.x.data(), await x.data())
