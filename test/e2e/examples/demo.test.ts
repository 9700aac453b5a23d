import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'ava'
import { createRegistry, defaultRegistry, useBackend, visibleShares } from '../../../core/index.js'
import { cutmix, imageDomain } from '../../../domains/image/index.js'
import { datasetOf, readDigits } from '../../../examples/demo/digits.js'
import { showMixers } from '../../../examples/demo/gallery.js'
import { readPhoto, readPhotos, size } from '../../../examples/demo/photos.js'
import { carryTargets } from '../../../examples/demo/targets.js'
import { train } from '../../../examples/demo/train.js'
import { trainOnWasm } from '../../../plugins/train-wasm/index.js'

const photos = readPhotos('examples/data/images')
const table = 'examples/data/tables/digits.csv'

test.before(() => useBackend('cpu'))

/** A folder that is gone after the test. */
async function folder (): Promise<{ readonly at: string, readonly remove: () => Promise<void> }> {
  const at = await mkdtemp(path.join(tmpdir(), 'demo-'))
  return { at, remove: () => rm(at, { recursive: true }) }
}

test('photos of any size and kind become pictures of one size', async t => {
  const all = await photos
  t.deepEqual(all.map(({ name }) => name), ['astronaut', 'brick', 'chelsea', 'coffee', 'grass',
    'gravel', 'hubble deep field', 'rocket'])
  for (const { pixels } of all) t.is(pixels.length, size.height * size.width * 3)
})

test('a file that is no picture is named in the error', async t => {
  const { at, remove } = await folder()
  const file = path.join(at, 'torn.png')
  await writeFile(file, 'no picture')
  const torn = await t.throwsAsync(() => readPhotos(at))
  t.true(torn?.message.includes(file), torn?.message)
  const gone = path.join(at, 'gone.png')
  const missing = await t.throwsAsync(() => readPhoto(gone))
  t.true(missing?.message.includes(gone), missing?.message)
  await remove()
})

test('a line that is no digit is named in the error', async t => {
  const { at, remove } = await folder()
  const file = path.join(at, 'digits.csv')
  const sound = `${'0,'.repeat(64)}7`
  for (const wrong of ['', `${'0,'.repeat(64)}10`, `${'0,'.repeat(63)}7`, `x,${sound}`]) {
    await writeFile(file, [sound, wrong, sound].join('\n'))
    const error = await t.throwsAsync(() => readDigits(file))
    t.true(error?.message.includes(`${file}:2`), error?.message)
  }
  await remove()
})

test('digits are split by the seed, each into one part', async t => {
  const { train, test: rest } = await readDigits(table)
  t.is(train.labels.length, 1400)
  t.is(rest.labels.length, 397)
  const all = [train, rest].flatMap(({ pixels, labels }) => [...labels].map((label, i) =>
    `${label}:${pixels.subarray(i * 64, (i + 1) * 64).join()}`))
  const again = await readDigits(table)
  const other = await readDigits(table, 1400, 2)
  t.deepEqual(again.test.labels, rest.labels)
  t.notDeepEqual(other.test.labels, rest.labels)
  t.true(new Set(all).size > 1790, 'hardly any digit is there twice')
  t.true(train.pixels.every(pixel => pixel >= 0 && pixel <= 1))
})

test('an example of the dataset is a picture and its class', async t => {
  const { test: digits } = await readDigits(table)
  const [{ xs, ys }] = await datasetOf(digits).take(1).toArray()
  t.deepEqual(xs.shape, [8, 8, 1])
  t.deepEqual([...xs.dataSync()], [...digits.pixels.subarray(0, 64)])
  t.is(ys.dataSync().indexOf(1), digits.labels[0])
})

test('every image mixer of a registry is shown, or it is said what it needs', async t => {
  const { at, remove } = await folder()
  const four = (await photos).slice(0, 4)
  const shown = await showMixers(defaultRegistry, four, at)
  t.deepEqual(shown.map(({ name }) => name),
    defaultRegistry.list('mixer', { domain: 'image' }).map(({ name }) => name))
  const mixed = shown.flatMap(({ mixes }) => mixes)
  const outputs = mixed.flatMap(mix => mix.outputs)
  for (const { plan, outputs: made } of mixed) {
    for (const { label, seen } of made) {
      t.is(label.length, four.length)
      t.true(label.every(share => share >= 0))
      // Of a chain of plans no single piece says what is seen
      t.is(seen.length > 0, plan.then === undefined)
    }
  }
  for (const { name, needs, mixes } of shown) t.is(mixes.length > 0, needs.length === 0, name)
  t.is((await readdir(at)).length, outputs.length)
  t.true((await readdir(at)).includes('cutmix-1.png'))
  await remove()
})

test('a registry shows its own mixers only', async t => {
  const { at, remove } = await folder()
  t.deepEqual(await showMixers(createRegistry(), await photos, at), [])
  const names = (await showMixers(createRegistry(imageDomain), (await photos).slice(0, 2), at))
    .map(({ name }) => name)
  t.true(names.includes('image/cutmix'))
  await remove()
})

test('image, mask and annotation boxes follow one plan', async t => {
  const { plan, before, after } = await carryTargets(await photos)
  const [, shares] = visibleShares(plan)
  after.forEach(({ pixels, mask }, i) => {
    const other = before[(plan.draws.pair as number[])[i]]
    const cells = mask.length / 3
    let [moved, own] = [0, 0]
    for (let cell = 0; cell < cells; cell++) {
      const at = [3 * cell, 3 * cell + 1, 3 * cell + 2]
      const same = (from: typeof other): boolean =>
        at.every(k => pixels[k] === from.pixels[k] && mask[k] === from.mask[k])
      if (same(other)) moved++
      if (same(before[i])) own++
    }
    t.true(moved >= Math.round(shares[i] * cells), 'the box came with its mask')
    t.true(own >= Math.round((1 - shares[i]) * cells), 'the rest stayed with its mask')
    t.true(moved + own < 1.1 * cells, 'pictures and masks differ, so that this test tells')
  })
  t.true(after.some(({ annotations }) => annotations.boxes.length === 2))
})

test.serial('a training is repeated by its seed, and learns', async t => {
  await useBackend('wasm')
  t.teardown(() => useBackend('cpu'))
  await trainOnWasm({ replace: 'slow' })
  const digits = await readDigits(table)
  const few = {
    train: {
      pixels: digits.train.pixels.slice(0, 64 * 256), labels: digits.train.labels.slice(0, 256)
    },
    test: digits.test
  }
  const once = await train(cutmix(), few, { epochs: 2, seed: 1 })
  t.deepEqual(await train(cutmix(), few, { epochs: 2, seed: 1 }), once)
  t.notDeepEqual(await train(cutmix(), few, { epochs: 2, seed: 2 }), once)
  t.true(once.accuracy > 0.3, `${once.accuracy}`)
})
