/** Draws `docs/pictures/mixes.png`: two photos, and what four mixers make of them. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer } from '../../core/index.js'
import { createMixer, derangement, useBackend } from '../../core/index.js'
import { cutmix, kerasCutmix, mixup, timm } from '../../domains/image/index.js'
import { contactSheet } from '../../plugins/report/index.js'
import type { Photo } from './photos.js'
import { batchOf, pixelsOf, readPhoto } from './photos.js'
import { tile } from './tile.js'

await useBackend('cpu')
const folder = 'examples/data/images'
const photos = await Promise.all(['chelsea.png', 'coffee.png'].map(file =>
  readPhoto(path.join(folder, file))))
const pairing = derangement()

const columns: ReadonlyArray<ReadonlyArray<Photo['pixels']>> = [
  photos.map(({ pixels }) => pixels),
  await mixed(mixup({ pairing }), 3),
  await mixed(cutmix({ pairing }), 7),
  await mixed(kerasCutmix({ pairing }), 1),
  await mixed(timm({ mode: 'elem', mixupAlpha: 0.8, cutmixAlpha: 1 }), 22)
]
const tiles = photos.flatMap((_, row) => columns.map(column => tile(column[row])))
const file = 'docs/pictures/mixes.png'
await mkdir(path.dirname(file), { recursive: true })
await writeFile(file, await contactSheet(tiles,
  { columns: columns.length, height: 128, width: 192 }))
console.log(file)

async function mixed (mixer: ConfiguredMixer, seed: number): Promise<Array<Photo['pixels']>> {
  const x = batchOf(photos)
  const { batch } = createMixer(mixer, { seed, targets: [] }).mix({ x })
  const pixels = await pixelsOf(batch.x)
  tf.dispose([x, batch.x])
  return pixels
}
