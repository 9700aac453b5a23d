/** A mixer of one's own, by name everywhere. Writes out/ring-mix.png. */
import { mkdir } from 'node:fs/promises'
import sharp from 'sharp'
import * as z from 'zod'
import {
  createRegistry, defineMixer, definePlugin, derangement, describe, over, own, positive
} from '../core/index.js'
import { centre, imageDomain } from '../domains/image/index.js'

/** Shows the partner in a ring about a point anywhere on the image; labels follow what is seen. */
export const ringMix = defineMixer({
  name: 'ring-mix',
  domain: 'image',
  paper: 'examples/custom-mixer.ts',
  pairing: derangement(),
  options: z.object({
    radius: positive.default(0.4).describe('outer radius of the ring, in shorter sides'),
    hole: z.number().min(0).lt(1).default(0.5).describe('inner radius, as a share of the outer')
  }),

  plan ({ shape, pair }, { radius, hole }, draw) {
    const [height, width] = shape
    const { y, x } = centre(draw, shape)
    const outer = radius * Math.min(height, width)
    const levels = Uint8Array.from({ length: height * width }, (_, cell) => {
      const distance = Math.hypot(Math.floor(cell / width) - y, cell % width - x)
      return Number(distance >= hole * outer && distance < outer)
    })
    const axes = ['height', 'width']
    return [own(), over(pair(), {
      where: { kind: 'mask', axes, grid: [height, width], levels, of: 1 }
    })]
  }
})

const mine = definePlugin({ name: 'mine', mixers: [ringMix] })
const registry = createRegistry(imageDomain, mine)
const custom = registry.create('mine/ring-mix', { radius: 0.4 }, { seed: 7 })

const photos = await Promise.all(['chelsea.png', 'coffee.png'].map(file =>
  sharp(`examples/data/images/${file}`).resize(240, 160, { fit: 'cover' }).raw().toBuffer()))
const x = { data: new Uint8Array(Buffer.concat(photos)), shape: [2, 160, 240, 3] }
const { batch, plan } = custom.mix({ x })
console.log(describe(plan))

await mkdir('out', { recursive: true })
await sharp(batch.x.data, { raw: { width: 240, height: 2 * 160, channels: 3 } })
  .toFile('out/ring-mix.png')
