/**
 * `npm run demo`: mixes the bundled photos with every image mixer, carries masks and boxes along,
 * trains a small network on wasm with three methods, and writes it all to out/demo/index.html.
 *
 * Run it from the root of the repository.
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { defaultRegistry, useBackend } from '../../core/index.js'
import { contactSheet } from '../../plugins/report/index.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { compareMethods } from './compare.js'
import { showMixers } from './gallery.js'
import type { Scenes } from './page.js'
import { page } from './page.js'
import { embedded, readPhotos, size } from './photos.js'
import { tile } from './tile.js'
import type { Scene } from './targets.js'
import { carryTargets } from './targets.js'
import '../../domains/image/index.js'

const out = 'out/demo'

await useBackend('cpu')
const photos = await readPhotos('examples/data/images')
const mixers = await showMixers(defaultRegistry, photos, out)
console.log(`${photos.length} photos mixed by ${mixers.length} mixers`)

const { plan, before, after } = await carryTargets(photos)
await writeTargets([before, after], path.join(out, 'targets.png'))

await useBackend('wasm')
await trainOnWasm({ replace: 'slow' })
const training = await compareMethods('examples/data/tables/digits.csv', console.log)
console.log([training.columns, ...training.rows]
  .map(row => row.map(cell => cell.padEnd(15)).join('').trimEnd()).join('\n'))

const file = path.join(out, 'index.html')
await writeFile(file, page({
  photos: await Promise.all(photos.map(async ({ name, pixels }) =>
    ({ name, image: await embedded(pixels) }))),
  mixers,
  targets: { plan, before: await figures(before), after: await figures(after) },
  training
}))
console.log(file)

function figures (scenes: readonly Scene[]): Promise<Scenes> {
  return Promise.all(scenes.map(async ({ name, pixels, mask, annotations }) => ({
    name, image: await embedded(pixels), mask: await embedded(mask), boxes: annotations.boxes
  })))
}

/** Pictures and masks in rows, with their boxes, before and after. */
async function writeTargets (rows: ReadonlyArray<readonly Scene[]>, file: string): Promise<void> {
  const tiles = rows.flatMap(scenes => (['pixels', 'mask'] as const).map(what =>
    scenes.map(scene => tile(scene[what], scene.annotations.boxes))))
  await writeFile(file, await contactSheet(tiles.flat(), { columns: tiles[0].length, ...size }))
}
