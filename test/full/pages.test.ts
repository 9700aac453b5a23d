import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'
import { createRegistry } from '../../core/index.js'
import { audioDomain } from '../../domains/audio/index.js'
import { embeddingDomain } from '../../domains/embedding/index.js'
import { imageDomain } from '../../domains/image/index.js'
import { pointcloudDomain } from '../../domains/pointcloud/index.js'
import { regressionDomain } from '../../domains/regression/index.js'
import { mixerPages } from '../../plugins/report/pages/write.js'

const folder = 'docs/pages'
const photos = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg']
  .map(file => `examples/data/images/${file}`)
const registry = createRegistry(
  imageDomain, audioDomain, pointcloudDomain, regressionDomain, embeddingDomain)
const files = await mixerPages({ registry, photos })

test('the pages of the mixers are those that their sources give', async t => {
  const all = await readdir(folder, { recursive: true })
  const there = all.filter(file => path.extname(file) !== '')
  t.deepEqual(there.sort(), [...files.keys()].sort(), 'run npm run docs:pages')
  for (const [name, content] of files) {
    if (typeof content !== 'string' || !name.endsWith('.md')) continue
    t.is(await readFile(path.join(folder, name), 'utf8'), content, 'run npm run docs:pages')
  }
})

test('the cost of plans in a chain is that of all of them, an image that comes out', t => {
  const gallery = files.get('gallery.md') as string
  // Three crops of an image, and two folds of two layers each
  t.regex(gallery, /## \[cropmix\][^]*?Cost: 5 layers, about 6\d0 bytes/)
})

test('the pictures of the pages are what the mixers make', async t => {
  const names = [...files.keys()].filter(name => name.endsWith('.png'))
  t.true(names.length > 0)
  const made = await Promise.all(names.map(name => grey(files.get(name) as Uint8Array)))
  const kept = await Promise.all(names.map(async name =>
    await grey(await readFile(path.join(folder, name)))))
  names.forEach((name, i) => {
    t.is(made[i].length, kept[i].length, name)
    t.true(apart(made[i], kept[i]) < 2, `${name}: run npm run docs:pages`)
  })
  // The same photos in the same places, and yet further apart: the test tells mixers from others.
  const [first, second] = ['pictures/cutmix.png', 'pictures/keras-cutmix.png']
    .map(name => kept[names.indexOf(name)])
  t.true(apart(first, second) > 4)
})

/** Pixels; a sheet has 256 colours, which another version of libvips may choose otherwise. */
async function grey (bytes: Uint8Array): Promise<Buffer> {
  return await sharp(bytes).greyscale().raw().toBuffer()
}

/** The mean difference, in grey levels. */
function apart (a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length
}
