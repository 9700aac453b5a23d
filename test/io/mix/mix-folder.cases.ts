import { readFile, rm, stat, symlink, writeFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'
import { createMixer, oneOf, previous } from '../../../core/index.js'
import {
  cutmix, fineGrainedSaliency, korniaTransplantation, mixup, saliencymix
} from '../../../domains/image/index.js'
import { imageFolder, mixFolder, replay } from '../../../plugins/io/index.js'
import type { MixEvent } from '../../../plugins/io/index.js'
import { png, temporary, write, writePhotos } from '../images/photos.js'
import { hashes, linesOf, manifestOf } from './files.js'

const photos = { ant: 5, bee: 6, cow: 4 }

test('a mix is images, soft labels, plans and a manifest', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const out = path.join(folder, 'out')
  const events: MixEvent[] = []
  const report = await mixFolder(path.join(folder, 'in'), mixup({ alpha: 0.4 }), {
    out, seed: 5, batch: 4, onProgress: event => { events.push(event) }
  })
  t.like(report, { count: 15, made: 15, images: 15, height: 12, width: 10, mixer: 'mixup' })
  t.deepEqual(Object.keys(await hashes(out)), [
    ...Array.from({ length: 15 }, (_, i) => `images/${String(i).padStart(6, '0')}.png`),
    'labels.csv', 'manifest.json', 'plans.jsonl'])
  const labels = (await readFile(path.join(out, 'labels.csv'), 'utf8')).trimEnd().split('\n')
  t.is(labels[0], 'file,ant,bee,cow')
  t.is(labels.length, 16)
  for (const line of labels.slice(1)) {
    const shares = line.split(',').slice(1).map(Number)
    t.true(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-6, line)
  }
  const manifest = await manifestOf(out)
  t.true(manifest.complete)
  t.like(manifest.request, { seed: 5, classes: ['ant', 'bee', 'cow'] })
  t.is(manifest.request.source.path, '../in')
  t.deepEqual(manifest.digests.labels, (await hashes(out))['labels.csv'])
  t.deepEqual(events.map(({ type }) => type),
    ['start', 'progress', 'progress', 'progress', 'progress', 'end'])
})

test('images, labels and plans say the same', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const out = path.join(folder, 'out')
  const mixer = oneOf([[cutmix({ per: 'sample' }), 0.5], [mixup(), 0.5]])
  await mixFolder(path.join(folder, 'in'), mixer, { out, seed: 2, batch: 5, epochs: 2 })
  const labels = (await readFile(path.join(out, 'labels.csv'), 'utf8')).trimEnd().split('\n')
  const used: string[] = []
  for (const { step, first, sources, outputs } of await linesOf(out)) {
    const raw = await Promise.all(sources.map((source: { file: string }) =>
      sharp(path.join(folder, 'in', source.file)).raw().toBuffer())) as Buffer[]
    used.push(...sources.map((source: { file: string }) => source.file))
    const x = { data: Uint8Array.from(Buffer.concat(raw)), shape: [raw.length, 12, 10, 3] }
    const label = Int32Array.from(sources, (source: { class: number }) => source.class)
    const { batch } = createMixer(mixer, { seed: 2, targets: { label: { classes: 3 } } })
      .mix({ x, label }, { step })
    for (const [i] of outputs.entries()) {
      const name = `images/${String(first + i).padStart(6, '0')}.png`
      t.deepEqual(await sharp(path.join(out, name)).raw().toBuffer(),
        Buffer.from(batch.x.data.slice(i * 360, (i + 1) * 360)))
      const [file, ...shares] = labels[1 + first + i].split(',')
      t.is(file, name)
      t.deepEqual(shares.map(share => Math.fround(Number(share))),
        [...(batch.label as { data: Float32Array }).data.slice(i * 3, i * 3 + 3)])
    }
  }
  t.deepEqual(used.slice(0, 15).sort(), used.slice(15).sort())
  t.notDeepEqual(used.slice(0, 15), used.slice(15))
})

test('the same mix is the same bytes, another seed is not', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const mixed = async (name: string, seed: number, workers: number) => {
    const out = path.join(folder, name)
    await mixFolder(path.join(folder, 'in'), cutmix(), { out, seed, workers, batch: 4 })
    return hashes(out)
  }
  const first = await mixed('one', 1, 1)
  t.deepEqual(await mixed('two', 1, 6), first)
  t.notDeepEqual(await mixed('three', 2, 4), first)
})

test('a mix that was stopped goes on and ends as if it never had been', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const options = { seed: 3, batch: 3, epochs: 2 }
  const whole = path.join(folder, 'whole')
  await mixFolder(path.join(folder, 'in'), mixup(), { ...options, out: whole })
  const out = path.join(folder, 'out')
  const controller = new AbortController()
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(), {
    ...options, out, signal: controller.signal,
    onProgress: event => {
      if (event.type === 'progress' && event.done >= 9) controller.abort(new Error('stopped'))
    }
  }), { message: 'stopped' })
  const { done, complete } = await manifestOf(out)
  t.false(complete)
  t.true(done.outputs >= 9 && done.outputs < 30, `${done.outputs}`)
  const { mtimeMs } = await stat(path.join(out, 'images/000000.png'))
  const report = await mixFolder(path.join(folder, 'in'), mixup(), { ...options, out })
  t.is(report.made, 30 - done.outputs)
  t.is((await stat(path.join(out, 'images/000000.png'))).mtimeMs, mtimeMs, 'not made again')
  t.deepEqual(await hashes(out), await hashes(whole))
})

test('what is missing or damaged of a mix is made again', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const out = path.join(folder, 'out')
  const go = () => mixFolder(path.join(folder, 'in'), cutmix(), { out, batch: 4 })
  await go()
  const before = await hashes(out)
  await rm(path.join(out, 'images/000003.png'))
  await writeFile(path.join(out, 'images/000009.png'), '')
  const { made, count } = await go()
  t.deepEqual([made, count], [0, 15])
  t.deepEqual(await hashes(out), before)
})

test('nothing is overwritten untold', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const out = path.join(folder, 'out')
  const go = (more: object = {}) =>
    mixFolder(path.join(folder, 'in'), cutmix(), { out, batch: 4, ...more })
  await write(out, { 'mine.txt': 'mine', 'images/mine.png': png(2, 2) })
  await t.throwsAsync(go(), { code: 'NOT_EMPTY' })
  await go({ force: true })
  const before = await hashes(out)
  t.truthy(before['mine.txt'])
  t.truthy(before['images/mine.png'])
  await t.throwsAsync(go({ seed: 1 }), { code: 'NOT_EMPTY', message: /another "seed"/ })
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(), { out, batch: 4 }),
    { code: 'NOT_EMPTY', message: /another "mixer"/ })
  t.deepEqual(await hashes(out), before)
  await go({ seed: 1, count: 3, force: true })
  t.is(Object.keys(await hashes(out)).length, 3 + 3 + 2)
})

test('count is how many images there are, whatever the folder has', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  for (const count of [1, 4, 33]) {
    const out = path.join(folder, `out-${count}`)
    const report = await mixFolder(path.join(folder, 'in'), mixup(), { out, count, batch: 4 })
    t.is(report.count, count)
    t.is(Object.keys(await hashes(out)).length, count + 3)
  }
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(),
    { out: path.join(folder, 'x'), count: 1, epochs: 1 }), { code: 'OPTION' })
})

test('a dry run writes nothing', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const out = path.join(folder, 'out')
  const report = await mixFolder(path.join(folder, 'in'), mixup(), { out, dryRun: true })
  t.like(report, { dryRun: true, count: 15, images: 15 })
  await t.throwsAsync(stat(out), { code: 'ENOENT' })
})

test('a broken image is told and left out, and the mix ends the same every time', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos, 30, 30)
  const broken = (await png(30, 30)).subarray(0, -60)
  await write(path.join(folder, 'in'), { 'bee/02.png': broken, 'bee/99.jpg': 'no image' })
  const told: string[] = []
  const go = (name: string, strict = false) => mixFolder(path.join(folder, 'in'), mixup(), {
    out: path.join(folder, name), batch: 4, epochs: 2, strict,
    onProgress: event => { if (event.type === 'skipped') told.push(event.file) }
  })
  const report = await go('one')
  t.deepEqual(report.skipped.map(({ file }) => file), ['bee/99.jpg', 'bee/02.png'])
  t.deepEqual(told, ['bee/99.jpg', 'bee/02.png', 'bee/02.png'])
  t.is(report.count, 28)
  await go('two')
  t.deepEqual(await hashes(path.join(folder, 'two')), await hashes(path.join(folder, 'one')))
  await t.throwsAsync(go('three', true), { code: 'IMAGE' })
  await rm(path.join(folder, 'in/bee/99.jpg'))
  await t.throwsAsync(go('four', true), { code: 'IMAGE', message: /bee\/02.png/ })
})

test('a folder where nothing can be decoded is an error, not an endless one', async t => {
  const folder = await temporary(t)
  const broken = (await png(30, 30)).subarray(0, -60)
  await write(path.join(folder, 'in'), { 'a/1.png': broken, 'a/2.png': broken })
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(),
    { out: path.join(folder, 'out'), count: 5 }), { code: 'FORMAT', message: /no sound image/ })
})

test('splits are never mixed', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), { a: 12, b: 12 }, 4, 4)
  const source = await imageFolder(path.join(folder, 'in'), { split: { test: 0.4 }, seed: 8 })
  const seen: Record<string, Set<string>> = {}
  for (const split of ['train', 'test']) {
    const out = path.join(folder, split)
    await mixFolder(source, mixup(), { out, split, batch: 6, epochs: 2 })
    seen[split] = new Set((await linesOf(out)).flatMap(({ sources }) =>
      sources.map(({ file }: { file: string }) => file)))
  }
  t.deepEqual([...seen.train].sort(), source.train.files.map(({ path }) => path))
  t.deepEqual([...seen.test].sort(), source.test.files.map(({ path }) => path))
  const shares = path.join(folder, 'shares')
  await mixFolder(path.join(folder, 'in'), mixup(),
    { out: shares, split: { test: 0.4 }, seed: 8 })
  t.is((await manifestOf(shares)).request.source.images, source.train.size)
  await t.throwsAsync(mixFolder(source, mixup(), { out: path.join(folder, 'x'), split: 'no' }),
    { code: 'UNKNOWN_NAME' })
})

test('a folder without classes is mixed without labels', async t => {
  const folder = await temporary(t)
  for (let i = 0; i < 5; i++) await write(folder, { [`in/${i}.png`]: png(6, 6, i) })
  const out = path.join(folder, 'out')
  await mixFolder(path.join(folder, 'in'), mixup(), { out })
  const labels = await readFile(path.join(out, 'labels.csv'), 'utf8')
  t.is(labels.split('\n')[0], 'file')
  t.is(labels.trimEnd().split('\n').length, 6)
})

for (const [format, extension] of [['jpeg', 'jpg'], ['webp', 'webp']] as const) {
  test(`images are written as ${format}`, async t => {
    const folder = await temporary(t)
    await writePhotos(path.join(folder, 'in'), { a: 3 })
    const out = path.join(folder, 'out')
    await mixFolder(path.join(folder, 'in'), mixup(), { out, format })
    const { format: found } = await sharp(path.join(out, `images/000000.${extension}`)).metadata()
    t.is(found, format)
  })
}

test('what cannot be mixed is refused before anything is written', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const source = path.join(folder, 'in')
  const out = path.join(folder, 'out')
  const refused: ReadonlyArray<readonly [() => Promise<unknown>, string]> = [
    [() => mixFolder(source, mixup({ pairing: previous() }), { out }), 'POOL'],
    [() => mixFolder(source, mixup(), { out: path.join(source, 'mixed') }), 'OPTION'],
    [() => mixFolder(source, mixup(), { out, format: 'gif' as 'png' }), 'OPTION'],
    [() => mixFolder(source, mixup(), { out, typo: 1 } as never), 'UNKNOWN_OPTION'],
    [() => mixFolder(source, mixup(), { out, size: [99_999, 99_999], fit: 'cover' }), 'OPTION'],
    [() => mixFolder(source, mixup(), { out, batch: 2 ** 24 }), 'OPTION'],
    [() => mixFolder(source, korniaTransplantation(), { out }), 'SIGNAL'],
    [() => mixFolder(source, 'mixup' as never, { out }), 'OPTION'],
    [() => mixFolder(source, mixup(), {} as never), 'OPTION']
  ]
  for (const [attempt, code] of refused) await t.throwsAsync(attempt, { code: code as 'OPTION' })
  await write(source, { 'ant/large.png': png(20, 20) })
  await t.throwsAsync(mixFolder(source, mixup(), { out }), { code: 'IMAGE_SIZES' })
  await t.throwsAsync(stat(out), { code: 'ENOENT' })
})

test('the saliency of images is there by itself, and another one may be given', async t => {
  const folder = await temporary(t)
  const source = path.join(folder, 'in')
  await writePhotos(source, photos)
  const mixed = async (name: string, options: object): Promise<Record<string, string>> => {
    const out = path.join(folder, name)
    await mixFolder(source, saliencymix(), { out, seed: 3, batch: 5, ...options })
    t.like(await replay(out), { count: 15, differing: [] })
    return await hashes(out)
  }
  const alone = await mixed('alone', {})
  t.deepEqual(await mixed('same', { signals: { saliency: fineGrainedSaliency } }), alone)
  // The photos are even, so that nothing stands out by itself; here it is the last pixel
  const corner = (batch: { x: { shape: number[] } }): unknown => {
    const shape = batch.x.shape.slice(0, 3)
    const cells = shape[1] * shape[2]
    const data = Float32Array.from({ length: shape[0] * cells }, (_, i) =>
      i % cells === cells - 1 ? 1 : 0)
    return { data, shape }
  }
  const other = await mixed('other', { signals: { saliency: corner } })
  t.notDeepEqual(other['plans.jsonl'], alone['plans.jsonl'])
})

test('a class may have any name but that of the column of files', async t => {
  const folder = await temporary(t)
  await write(folder, { 'in/a, "b"/1.png': png(4, 4, 1), 'in/=1+1/2.png': png(4, 4, 2) })
  await mixFolder(path.join(folder, 'in'), mixup(), { out: path.join(folder, 'out') })
  const labels = await readFile(path.join(folder, 'out/labels.csv'), 'utf8')
  t.is(labels.split('\n')[0], 'file,=1+1,"a, ""b"""')
  await write(folder, { 'in/file/3.png': png(4, 4, 3) })
  await t.throwsAsync(
    mixFolder(path.join(folder, 'in'), mixup(), { out: path.join(folder, 'x') }),
    { code: 'FORMAT', message: /class "file"/ })
})

test('nothing is written through links that lie in the folder', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), photos)
  const options = { batch: 4, epochs: 1 }
  const begin = async (name: string): Promise<string> => {
    const out = path.join(folder, name)
    const controller = new AbortController()
    await mixFolder(path.join(folder, 'in'), mixup(), {
      ...options, out, signal: controller.signal,
      onProgress: ({ type }) => { if (type === 'progress') controller.abort() }
    }).catch(() => undefined)
    return out
  }
  const elsewhere = path.join(folder, 'elsewhere')
  await writeFile(elsewhere, 'untouched')
  const labels = await begin('labels')
  await rm(path.join(labels, 'labels.csv'))
  await symlink(elsewhere, path.join(labels, 'labels.csv'))
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(), { ...options, out: labels }),
    { code: 'OUTSIDE' })
  const images = await begin('images')
  await rm(path.join(images, 'images'), { recursive: true })
  await mkdir(path.join(folder, 'target'))
  await symlink(path.join(folder, 'target'), path.join(images, 'images'))
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(), { ...options, out: images }),
    { code: 'OUTSIDE' })
  t.deepEqual(await hashes(path.join(folder, 'target')), {})
  t.is(await readFile(elsewhere, 'utf8'), 'untouched')
})

test('a source that changed in between is an error', async t => {
  const folder = await temporary(t)
  await writePhotos(path.join(folder, 'in'), { a: 4 })
  const out = path.join(folder, 'out')
  const controller = new AbortController()
  const options = { out, batch: 4, epochs: 6 }
  await mixFolder(path.join(folder, 'in'), mixup(), {
    ...options, signal: controller.signal,
    onProgress: ({ type }) => { if (type === 'progress') controller.abort() }
  }).catch(() => undefined)
  t.true((await manifestOf(out)).done.outputs < 24)
  await write(folder, { 'in/a/01.png': png(12, 10, 9) })
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(), options), { code: 'CHANGED' })
  await write(folder, { 'in/a/new.png': png(12, 10) })
  await t.throwsAsync(mixFolder(path.join(folder, 'in'), mixup(), options),
    { code: 'NOT_EMPTY', message: /another "source"/ })
})
