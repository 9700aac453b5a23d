/** Draws `docs/pictures/mixes.png`: two photos, and what four mixers make of them. */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer } from '../../core/index.js'
import { createMixer, derangement, useBackend } from '../../core/index.js'
import { cutmix, kerasCutmix, mixup, timm } from '../../domains/image/index.js'
import { batchOf, pixelsOf, readPhoto } from './photos.js'
import type { Tile } from './sheet.js'
import { sheet } from './sheet.js'

await useBackend('cpu')
const folder = 'examples/data/images'
const photos = await Promise.all(['chelsea.png', 'coffee.png'].map(file =>
  readPhoto(path.join(folder, file))))
const pairing = derangement()

const columns = [
  photos,
  await mixed(mixup({ pairing }), 3),
  await mixed(cutmix({ pairing }), 7),
  await mixed(kerasCutmix({ pairing }), 1),
  await mixed(timm({ mode: 'elem', mixupAlpha: 0.8, cutmixAlpha: 1 }), 22)
]
const rows = photos.map((_, row) => columns.map(column => column[row]))
const file = 'docs/pictures/mixes.png'
await mkdir(path.dirname(file), { recursive: true })
await (await sheet(rows, 192)).png({ palette: true, effort: 10 }).toFile(file)
console.log(file)

async function mixed (mixer: ConfiguredMixer, seed: number): Promise<Tile[]> {
  const x = batchOf(photos)
  const { batch } = createMixer(mixer, { seed, targets: [] }).mix({ x })
  const pixels = await pixelsOf(batch.x)
  tf.dispose([x, batch.x])
  return pixels.map(bytes => ({ pixels: bytes }))
}
