/** Mixes images with annotation boxes: boxes follow, are cut to what stays visible, or go. */
import sharp from 'sharp'
import { createMixer, flip } from '../core/index.js'
import { cutmix, mixup } from '../domains/image/index.js'

const [height, width] = [160, 240]
const photos = await Promise.all(
  ['chelsea', 'coffee'].map(name =>
    sharp(`examples/data/images/${name}.png`).resize(width, height, { fit: 'cover' }).raw()
      .toBuffer()
  )
)
const x = { data: new Uint8Array(Buffer.concat(photos)), shape: [2, height, width, 3] }
const boxes = [
  { boxes: [[20, 40, 150, 190]], classes: [0] }, // the cat: top, left, bottom, right
  { boxes: [[30, 60, 140, 200]], classes: [1] } // the cup
]

for (const mixer of [cutmix({ pairing: flip() }), mixup({ pairing: flip() })]) {
  const { batch } = createMixer(mixer, { seed: 5, targets: ['boxes'] }).mix({ x, boxes })
  console.log(mixer.name, JSON.stringify(batch.boxes, (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 100) / 100 : value))
}
