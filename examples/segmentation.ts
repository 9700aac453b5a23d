/** Mixes a folder of images and their masks: masks keep their class ids. */
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../core/index.js'
import { cutmix } from '../domains/image/index.js'
import { mixFolder, readMixed } from '../plugins/io/index.js'
import { writeMasked } from './annotated.js'

await useBackend('cpu')
await writeMasked('out/masked')
const { count } = await mixFolder('out/masked', cutmix({ per: 'sample' }), {
  masks: 'masks', classes: ['dark', 'bright'], seed: 7, epochs: 2,
  out: 'out/segmentation', force: true
})
console.log(`${count} images with masks`)

for await (const { x, mask } of (await readMixed('out/segmentation')).batch(count)) {
  const ids = tf.unique(tf.reshape(mask as tf.Tensor, [-1])).values
  console.log('images', x.shape, 'ids', [...await ids.data()].sort())
}
