import { cp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import test from 'ava'
import type { ExecutionContext } from 'ava'
import fc from 'fast-check'
import sharp from 'sharp'
import { RemixtureError, useBackend } from '../../../core/index.js'
import { cutmix, mixup } from '../../../domains/image/index.js'
import { mixFolder, readMixed, replay } from '../../../plugins/io/index.js'
import { temporary, write, writePhotos } from '../images/photos.js'
import { hashes, linesOf, manifestOf } from './files.js'

test.before(() => useBackend('cpu'))

async function mixed (
  t: ExecutionContext, mixer = mixup({ per: 'sample' }), options: object = {}
): Promise<{ folder: string, out: string }> {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), { ant: 5, bee: 4, cow: 3 })
  const out = path.join(folder, 'out')
  await mixFolder(path.join(folder, 'in'), mixer, { out, seed: 1, batch: 4, ...options })
  return { folder, out }
}

test('a replay makes the same bytes, images and labels', async t => {
  const { folder, out } = await mixed(t)
  const again = path.join(folder, 'again')
  const report = await replay(out, { out: again, check: true })
  t.deepEqual(report, { count: 12, differing: [], versions: [] })
  const { 'manifest.json': _manifest, 'plans.jsonl': _plans, ...before } = await hashes(out)
  t.deepEqual(await hashes(again), before)
  await t.throwsAsync(replay(out, { out: again }), { code: 'NOT_EMPTY' })
})

test('a mix of something else is told with what makes it again', async t => {
  const folder = await temporary(t)
  const kinds = [[{ format: 'remixture mix of sounds' }, /a mix of sounds, .*replaySounds makes/],
    [{ format: 'remixture table mix' }, /a mix of a table, .*replayTable makes/],
    [{ kind: 'clouds' }, /a mix of scans, .*replayClouds makes/],
    [{ format: 'mine' }, /is no manifest of a mix: "format"/]] as const
  for (const [manifest, message] of kinds) {
    await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest))
    await t.throwsAsync(replay(folder), { code: 'FORMAT', message })
  }
})

test('a replay tells which images are not what was recorded, and how far off', async t => {
  const { out } = await mixed(t)
  const file = path.join(out, 'images/000005.png')
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  data[7] = data[7] > 100 ? data[7] - 9 : data[7] + 9
  await writeFile(file, await sharp(data, { raw: info }).png().toBuffer())
  await rm(path.join(out, 'images/000008.png'))
  const { differing } = await replay(out)
  t.deepEqual(differing, [
    { file: 'images/000005.png', levels: 9 }, { file: 'images/000008.png' }
  ])
})

for (const backend of ['cpu', 'wasm']) {
  for (const mixer of [mixup({ per: 'sample' }), cutmix({ per: 'sample' })]) {
    test.serial(`${mixer.name} painted by ${backend} is within one level of the host`, async t => {
      const { folder, out } = await mixed(t, mixer)
      const { differing, count } = await replay(out, { backend })
      t.is(count, 12)
      t.true(differing.every(({ levels = 255 }) => levels <= 1), JSON.stringify(differing))
      const tensors = path.join(folder, backend)
      await mixFolder(path.join(folder, 'in'), mixer, { out: tensors, seed: 1, batch: 4, backend })
      t.true((await linesOf(tensors)).every(({ on }) => on === backend))
      t.deepEqual(await replay(tensors), { count: 12, differing: [], versions: [] })
    })
  }
}

test('a source that is not what was mixed is refused before it is decoded', async t => {
  const { folder, out } = await mixed(t)
  const [{ sources: [{ file }] }] = await linesOf(out)
  const other = (await linesOf(out))[0].sources[1].file
  await cp(path.join(folder, 'in', other), path.join(folder, 'in', file))
  await t.throwsAsync(replay(out), { code: 'CHANGED' })
  await rm(path.join(folder, 'in', file))
  await t.throwsAsync(replay(out), { code: 'CHANGED' })
  await rm(path.join(folder, 'in'), { recursive: true })
  await t.throwsAsync(replay(out), { code: 'FORMAT', message: /give "source"/ })
})

test('a source that moved is found where it is said to be', async t => {
  const { folder, out } = await mixed(t)
  await rename(path.join(folder, 'in'), path.join(folder, 'moved'))
  const { differing } = await replay(out, { source: path.join(folder, 'moved') })
  t.deepEqual(differing, [])
})

test('other versions are told', async t => {
  const { out } = await mixed(t)
  const manifest = await manifestOf(out)
  manifest.request.versions.sharp = '0.1.0'
  await write(out, { 'manifest.json': JSON.stringify(manifest) })
  const { versions } = await replay(out)
  t.like(versions, [{ name: 'sharp', then: '0.1.0' }])
})

test('a plan cannot reach out of the folder that was mixed', async t => {
  const { folder, out } = await mixed(t)
  await write(folder, { 'secret.png': readFile(path.join(folder, 'in/ant/00.png')) })
  const lines = await linesOf(out)
  const rewrite = async (file: string): Promise<void> => {
    lines[0].sources[0].file = file
    const text = lines.map(line => `${JSON.stringify(line)}\n`).join('')
    const manifest = await manifestOf(out)
    manifest.done.plans = Buffer.byteLength(text)
    await write(out, { 'plans.jsonl': text, 'manifest.json': JSON.stringify(manifest) })
  }
  for (const file of ['../secret.png', '/etc/passwd', 'ant/../../secret.png', 'C:\\secret']) {
    await rewrite(file)
    await t.throwsAsync(replay(out), { code: 'FORMAT', message: /path inside/ }, file)
  }
  await symlink(path.join(folder, 'secret.png'), path.join(folder, 'in/link.png'))
  await rewrite('link.png')
  await t.throwsAsync(replay(out), { code: 'CHANGED', message: /leads out/ })
})

test('a mix is read back with its soft labels', async t => {
  const { out } = await mixed(t)
  const read = await readMixed(out)
  t.like(read, { size: 12, height: 12, width: 10, classes: ['ant', 'bee', 'cow'] })
  const labels = (await readFile(path.join(out, 'labels.csv'), 'utf8')).trimEnd().split('\n')
  let row = 0
  for await (const { x, label } of read.batch(5)) {
    const shares = await label?.array() ?? []
    for (const [i, image] of tf.unstack(x).entries()) {
      const pixels = await sharp(path.join(out, read.files[row])).raw().toBuffer()
      const got = await image.data()
      t.true(got.every((value, k) => Math.abs(value * 255 - pixels[k]) < 1e-3))
      const line = labels[++row].split(',').slice(1).map(Number)
      t.deepEqual(shares[i], line.map(Math.fround))
      image.dispose()
    }
    tf.dispose([x, label])
  }
  t.is(row, 12)
})

test('a model is trained from a mixed folder', async t => {
  const { out } = await mixed(t)
  const read = await readMixed(out)
  const model = layers.sequential({
    layers: [layers.layers.flatten({ inputShape: [12, 10, 3] }),
      layers.layers.dense({ units: 3, activation: 'softmax' })]
  })
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
  const { history } = await model.fitDataset(read.batch(4, { shuffle: true }),
    { epochs: 2, verbose: 0 })
  t.true(history.loss.every(loss => Number.isFinite(loss)))
})

test('labels that name a file elsewhere are refused, so is an image that is not there', async t => {
  const { folder, out } = await mixed(t)
  await write(folder, { 'secret.png': readFile(path.join(out, 'images/000000.png')) })
  const text = await readFile(path.join(out, 'labels.csv'), 'utf8')
  const rewrite = async (file: string): Promise<void> => {
    const labels = text.replace('images/000000.png', file)
    const manifest = await manifestOf(out)
    manifest.done.labels = Buffer.byteLength(labels)
    await write(out, { 'labels.csv': labels, 'manifest.json': JSON.stringify(manifest) })
  }
  for (const file of ['../secret.png', '/etc/passwd', '..\\secret.png']) {
    await rewrite(file)
    await t.throwsAsync(readMixed(out), { code: 'OUTSIDE' }, file)
  }
  await rewrite('images/none.png')
  const batches = (await readMixed(out)).batch(12)
  await t.throwsAsync(batches[Symbol.asyncIterator]().next(), { code: 'IMAGE' })
  await symlink(path.join(folder, 'secret.png'), path.join(out, 'images/link.png'))
  await rewrite('images/link.png')
  const linked = (await readMixed(out)).batch(12)
  await t.throwsAsync(linked[Symbol.asyncIterator]().next(),
    { code: 'IMAGE', message: /leads out/ })
})

test('what is no mix is refused', async t => {
  const folder = await temporary(t)
  for (const use of [readMixed, replay]) {
    await t.throwsAsync(use(folder), { code: 'FORMAT' })
    await t.throwsAsync(use(path.join(folder, 'none')), { code: 'FORMAT' })
    await t.throwsAsync(use(1 as never), { code: 'INPUT' })
  }
})

/** A text with one thing wrong: a piece cut out, doubled, or changed. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 1, max: 40 }),
  instead: fc.oneof(fc.constant(''), fc.constant('9'.repeat(400)), fc.constant('"'),
    fc.constant('-1'), fc.constant('null'), fc.constant('[['), fc.constant('\0'),
    fc.constant('1e999'), fc.string({ maxLength: 8 }))
})

for (const name of ['manifest.json', 'plans.jsonl', 'labels.csv']) {
  test.serial(`a damaged ${name} gives an error of ours, or the same mix`, async t => {
    const { out } = await mixed(t)
    const text = await readFile(path.join(out, name), 'utf8')
    const recorded = await manifestOf(out)
    let refused = 0
    await fc.assert(fc.asyncProperty(damage, async ({ at, length, instead }) => {
      const start = Math.floor(at * text.length)
      const damaged = text.slice(0, start) + instead + text.slice(start + length)
      // Lengths that fit: otherwise most of the damage would only be told by them
      if (name !== 'manifest.json') {
        const key = name === 'plans.jsonl' ? 'plans' : 'labels'
        const done = { ...recorded.done, [key]: Buffer.byteLength(damaged) }
        await write(out, { 'manifest.json': JSON.stringify({ ...recorded, done }) })
      }
      await write(out, { [name]: damaged })
      try {
        const { size } = await readMixed(out)
        t.is(size, 12)
        await replay(out, { workers: 2 })
      } catch (error) {
        refused++
        if (!(error instanceof RemixtureError)) throw error
      }
    }), { numRuns: 120 })
    t.true(refused > 20, `${refused}`)
  })
}
