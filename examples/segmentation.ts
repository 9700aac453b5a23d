/** Mixes a folder of images and their masks, pair by pair: masks keep their class ids. */
import { mkdir } from 'node:fs/promises'
import sharp from 'sharp'
import { createMixer } from '../core/index.js'
import { cutmix } from '../domains/image/index.js'

const names = ['chelsea', 'coffee', 'astronaut']
const [height, width] = [160, 240]
const read = async (name: string, channels: 1 | 3): Promise<Buffer> =>
  await sharp(`examples/data/images/${name}.png`).resize(width, height, { fit: 'cover' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb').raw().toBuffer()

const photos = await Promise.all(names.map(name => read(name, 3)))
// Masks come as files of ids beside the images; here: 1 where the photo is bright, else 0.
const greys = await Promise.all(names.map(name => read(name, 1)))
const x = { data: new Uint8Array(Buffer.concat(photos)), shape: [3, height, width, 3] }
const ids = Uint8Array.from(Buffer.concat(greys), grey => Number(grey > 127))
const mask = { data: ids, shape: [3, height, width] }

const mix = createMixer(cutmix({ per: 'sample' }), { seed: 7, targets: ['mask'] })
const { batch } = mix.mix({ x, mask })
await mkdir('out/segmentation', { recursive: true })
for (const [i, name] of names.entries()) {
  const part = (data: Uint8Array): Uint8Array =>
    data.subarray(i * data.length / 3, (i + 1) * data.length / 3)
  await sharp(part(batch.x.data), { raw: { width, height, channels: 3 } })
    .toFile(`out/segmentation/${name}.png`)
  await sharp(part(batch.mask.data), { raw: { width, height, channels: 1 } })
    .toFile(`out/segmentation/${name}-mask.png`)
}
