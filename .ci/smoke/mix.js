// What a first script does, against the installed tarball. Until there is something public to mix
// with, it only says so.
import assert from 'node:assert/strict'
import * as tf from '@tensorflow/tfjs-core'
import * as remixture from 'remixture'
import * as image from 'remixture/image'

if ('createMixer' in remixture && 'cutmix' in image) {
  await remixture.useBackend('cpu')
  const x = tf.reshape(tf.range(0, 4 * 8 * 6 * 3), [4, 8, 6, 3])
  const mixOnce = () => remixture.createMixer(image.cutmix(), { seed: 7 }).mix({ x })
  const { batch, plan } = mixOnce()
  const again = mixOnce()
  assert.deepEqual(batch.x.shape, x.shape)
  assert.equal(plan.mixer, 'cutmix')
  assert.deepEqual(again.plan, plan)
  assert.deepEqual(await again.batch.x.data(), await batch.x.data())
  assert.notDeepEqual(await batch.x.data(), await x.data())
} else {
  console.log('no createMixer or no cutmix to mix with yet')
}
