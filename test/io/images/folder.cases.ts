import { symlink } from 'node:fs/promises'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'
import { RemixtureError } from '../../../core/index.js'
import type { ErrorCode } from '../../../core/index.js'
import { imageFolder, tryFolder } from '../../../plugins/io/index.js'
import { picture, png, temporary, write, writePhotos } from './photos.js'

test('classes are the sub-folders, in order', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { dog: 2, cat: 3, 'Ant bear': 1 })
  await write(folder, { 'cat/README.md': 'text', '.hidden/x.png': png(4, 4) })
  const { classes, files, train, others } = await imageFolder(folder)
  t.deepEqual(classes, ['Ant bear', 'cat', 'dog'])
  t.deepEqual(files.map(({ path }) => path),
    ['Ant bear/00.png', 'cat/00.png', 'cat/01.png', 'cat/02.png', 'dog/00.png', 'dog/01.png'])
  t.is(train.size, 6)
  t.is(others, 1)
  t.like(files[1], { class: 'cat', height: 12, width: 10, format: 'png', split: 'train' })
})

test('a folder of nothing but images has no classes', async t => {
  const folder = await temporary(t)
  await write(folder, { 'a.png': png(4, 4), 'b.png': png(4, 4) })
  const { classes, files, train } = await imageFolder(folder)
  t.deepEqual(classes, [])
  t.is(train.size, 2)
  t.is(files[0].class, undefined)
})

test('sides are those that are looked at', async t => {
  const folder = await temporary(t)
  await write(folder, {
    'a/turned.jpg': sharp(picture(8, 5), { raw: { height: 8, width: 5, channels: 3 } })
      .withMetadata({ orientation: 6 }).jpeg().toBuffer()
  })
  const { files: [{ height, width }] } = await imageFolder(folder)
  t.deepEqual([height, width], [5, 8])
})

test('classes and splits come from a CSV', async t => {
  const folder = await temporary(t)
  await write(folder, {
    'x/1.png': png(4, 4), 'x/2.png': png(4, 4), '3.png': png(4, 4), 'unlisted.png': png(4, 4),
    'labels.csv': 'file,label,split\nx/1.png,"cat, big",train\nx/2.png,dog,test\n3.png,dog,train\n'
  })
  const { classes, train, splits, files } = await imageFolder(folder, { labels: 'labels.csv' })
  t.deepEqual(classes, ['cat, big', 'dog'])
  t.deepEqual(train.files.map(({ path }) => path), ['3.png', 'x/1.png'])
  t.deepEqual(splits.test.files.map(({ path }) => path), ['x/2.png'])
  t.is(files.length, 3)
})

const hostile: ReadonlyArray<readonly [what: string, csv: string, code: ErrorCode]> = [
  ['climbs out', 'file,label\n../secret.png,a\n', 'OUTSIDE'],
  ['climbs out within a path', 'file,label\nx/../../secret.png,a\n', 'OUTSIDE'],
  ['climbs out by backslashes', 'file,label\n..\\secret.png,a\n', 'OUTSIDE'],
  ['names an absolute path', 'file,label\n/etc/passwd,a\n', 'OUTSIDE'],
  ['names a drive', 'file,label\nC:\\secret.png,a\n', 'OUTSIDE'],
  ['names a file twice', 'file,label\nx/1.png,a\n./x/1.png,b\n', 'FORMAT'],
  ['lacks a column', 'file,class\nx/1.png,a\n', 'FORMAT'],
  ['has one column too many', 'file,label,more\nx/1.png,a,b\n', 'FORMAT'],
  ['leaves a label empty', 'file,label\nx/1.png,\n', 'FORMAT'],
  ['is ragged', 'file,label\nx/1.png\n', 'FORMAT'],
  ['ends within quotes', 'file,label\n"x/1.png,a\n', 'FORMAT'],
  ['is empty', '', 'FORMAT'],
  ['names a split as the result does its parts', 'file,label,split\nx/1.png,a,files\n', 'FORMAT']
]
for (const [what, csv, code] of hostile) {
  test(`a CSV that ${what} is refused`, async t => {
    const folder = await temporary(t)
    await write(folder, {
      'in/x/1.png': png(4, 4), 'secret.png': png(4, 4), 'in/labels.csv': csv
    })
    const attempt = imageFolder(path.join(folder, 'in'), { labels: 'labels.csv' })
    const error = await t.throwsAsync(attempt, { instanceOf: RemixtureError })
    t.is(error.code, code, error.message)
  })
}

test('a link that leaves the folder is left out, one that stays is an image', async t => {
  const folder = await temporary(t)
  await write(folder, { 'in/a/1.png': png(4, 4), 'secret.png': png(4, 4) })
  await symlink('../../secret.png', path.join(folder, 'in/a/2.png'))
  await symlink('1.png', path.join(folder, 'in/a/3.png'))
  await symlink('..', path.join(folder, 'in/a/round'))
  const { files, train } = await imageFolder(path.join(folder, 'in'))
  t.deepEqual(train.files.map(({ path }) => path), ['a/1.png', 'a/3.png'])
  t.regex(files.find(({ path }) => path === 'a/2.png')?.problem ?? '', /lies outside/)
  t.truthy(files.find(({ path }) => path === 'a/round')?.problem)
})

test('splits take their shares, share no file, and move none when files are added', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 40, b: 40 }, 2, 2)
  const options = { split: { test: 0.25, check: 0.25 }, seed: 3 }
  const before = await imageFolder(folder, options)
  const names = ({ files }: { files: ReadonlyArray<{ path: string }> }): string[] =>
    files.map(({ path }) => path)
  const all = [before.train, before.test, before.check].flatMap(names)
  t.is(new Set(all).size, 80)
  t.true(before.test.size > 8 && before.test.size < 35, String(before.test.size))
  await write(folder, { 'a/00-first.png': png(2, 2), 'c/new.png': png(2, 2) })
  const after = await imageFolder(folder, options)
  for (const name of ['train', 'test', 'check'] as const) {
    t.deepEqual(names(after[name]).filter(file => all.includes(file)), names(before[name]))
  }
  const other = await imageFolder(folder, { ...options, seed: 4 })
  t.notDeepEqual(names(other.test), names(after.test))
})

test('shares that do not add up are refused', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 1 })
  const refused: ReadonlyArray<Record<string, number>> = [
    { a: 0.6, b: 0.5 }, { train: 0.5, test: 0.2 }, { test: -0.1 }, { files: 0.1 }
  ]
  for (const split of refused) {
    await t.throwsAsync(imageFolder(folder, { split }),
      { instanceOf: RemixtureError, code: 'OPTION' })
  }
  await t.notThrowsAsync(imageFolder(folder, { split: { train: 0.7, test: 0.3 } }))
})

test('images of several sizes need size and fit, and the error names two', async t => {
  const folder = await temporary(t)
  await write(folder, { 'a/1.png': png(4, 6), 'a/2.png': png(4, 6), 'a/3.png': png(5, 6) })
  const { train } = await imageFolder(folder)
  t.throws(() => train.batch(2), {
    code: 'IMAGE_SIZES',
    message: /"a\/1.png" is 4 × 6 and "a\/3.png" is 5 × 6; give size: .* and fit/
  })
  const sized = await imageFolder(folder, { size: [4, 6] })
  t.throws(() => sized.train.batch(2), { code: 'IMAGE_SIZES', message: /"a\/3.png".*give fit/ })
  const fitted = await imageFolder(folder, { size: [4, 6], fit: 'cover' })
  t.is(fitted.train.batch(2).size, 2)
})

/** A PNG whose header claims sides that its data do not have. */
async function lying (side: number): Promise<Buffer> {
  const bytes = await png(4, 4)
  bytes.writeUInt32BE(side, 16)
  bytes.writeUInt32BE(side, 20)
  return bytes
}

test('broken, disguised and huge images are told and left out', async t => {
  const folder = await temporary(t)
  await write(folder, {
    'a/good.png': png(4, 4),
    'a/text.jpg': 'no image',
    'a/empty.png': '',
    'a/vector.png': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    'a/moving.gif': 'GIF89a',
    'a/huge.png': lying(60_000),
    'a/header.png': (await png(4, 4)).subarray(0, 20),
    'loose.png': png(4, 4)
  })
  const summary = await tryFolder(folder)
  t.is(summary.count, 1)
  t.deepEqual(summary.classes, { a: 1 })
  const problems = Object.fromEntries(summary.broken.map(({ path, problem }) => [path, problem]))
  t.deepEqual(Object.keys(problems).sort(), ['a/empty.png', 'a/header.png', 'a/huge.png',
    'a/moving.gif', 'a/text.jpg', 'a/vector.png', 'loose.png'])
  t.regex(problems['a/huge.png'], /60000 × 60000 pixels, more than the limit of 67108864/)
  t.regex(problems['a/vector.png'], /is not JPEG, PNG, WebP or TIFF/)
  t.regex(problems['loose.png'], /lies in no class folder/)
  await t.throwsAsync(imageFolder(folder, { strict: true }), { code: 'IMAGE' })
})

test('limits are the caller\'s', async t => {
  const folder = await temporary(t)
  await write(folder, { 'a/small.png': png(4, 4), 'a/large.png': png(5, 4) })
  const { train } = await imageFolder(folder, { pixels: 16 })
  t.deepEqual(train.files.map(({ path }) => path), ['a/small.png'])
  await t.throwsAsync(imageFolder(folder, { bytes: 10 }),
    { code: 'FORMAT', message: /more than the limit of 10/ })
})

test('a folder that is not there, or holds no image, is refused', async t => {
  const folder = await temporary(t)
  await write(folder, { 'a/notes.txt': 'text' })
  await t.throwsAsync(imageFolder(path.join(folder, 'none')), { code: 'FORMAT' })
  await t.throwsAsync(imageFolder(folder), { code: 'FORMAT', message: /holds no image/ })
  await t.throwsAsync(imageFolder(3 as unknown as string), { code: 'INPUT' })
  await t.throwsAsync(imageFolder(folder, { sized: [1, 1] } as object), { code: 'UNKNOWN_OPTION' })
})
