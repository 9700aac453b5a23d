/** Mixes a folder of images with boxes: they follow, are cut to what stays visible, or go. */
import { createMixer, flip } from '../core/index.js'
import { cutmix, mixup } from '../domains/image/index.js'
import { imageFolder } from '../plugins/io/index.js'
import { writeBoxed } from './annotated.js'

await writeBoxed('out/boxed')
const { train } = await imageFolder('out/boxed', { boxes: 'boxes.json', seed: 5 })

for (const mixer of [cutmix({ pairing: flip() }), mixup({ pairing: flip() })]) {
  const mix = createMixer(mixer, { seed: 5, targets: ['boxes'] })
  for await (const images of train.batch(2).bytes()) {
    const { batch } = mix.mix(images)
    console.log(mixer.name, JSON.stringify(batch.boxes, (_key, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 100) / 100 : value))
  }
}
