import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import sharp from 'sharp'
import { createMixer, useBackend } from '../../../core/index.js'
import { cutmix, korniaTransplantation, mixup } from '../../../domains/image/index.js'
import { imageFolder, mixFolder, readMixed, replay, tryFolder } from '../../../plugins/io/index.js'
import { hashes } from '../mix/files.js'
import { png, temporary, write } from './photos.js'

const [height, width] = [12, 16]
test.before(() => useBackend('cpu'))

/** Ids 0, 1 and 2 in vertical bands. */
const ids = Buffer.from(Array.from({ length: height * width }, (_, i) => Math.floor(i % width / 6)))
const greyMask = (): Promise<Buffer> => sharp(ids, { raw: { height, width, channels: 1 } })
  .toColourspace('b-w').png().toBuffer()
const rgb = [[0, 0, 0], [255, 0, 0], [10, 200, 30]]
const colours = { ground: '#000000', road: '#ff0000', tree: '#0ac81e' }
const colourMask = (): Promise<Buffer> =>
  sharp(Buffer.from([...ids].flatMap(id => rgb[id])), { raw: { height, width, channels: 3 } })
    .png().toBuffer()

async function masked (folder: string, mask = greyMask): Promise<void> {
  for (let i = 0; i < 6; i++) {
    await write(folder, {
      [`images/set/0${i}.png`]: png(height, width, i), [`masks/set/0${i}.png`]: mask()
    })
  }
}

const coco = {
  images: Array.from({ length: 5 }, (_, i) => ({ id: 10 + i, file_name: `0${i}.png` })),
  annotations: Array.from({ length: 5 }, (_, i) =>
    ({ id: i, image_id: 10 + i, category_id: i % 2 ? 7 : 3, bbox: [2, 1, 4, 6] })),
  categories: [{ id: 7, name: 'cup' }, { id: 3, name: 'cat' }]
}

async function boxed (folder: string): Promise<void> {
  for (let i = 0; i < 5; i++) await write(folder, { [`images/0${i}.png`]: png(height, width, i) })
  await write(folder, { 'annotations.json': JSON.stringify(coco) })
}

for (const [kind, mask, options] of [
  ['grey values', greyMask, { classes: ['ground', 'road', 'tree'] }],
  ['colours', colourMask, { colours }]
] as const) {
  test(`masks of ${kind} come with their images, and are made to fit by nearest neighbours`,
    async t => {
      const folder = await temporary(t)
      await masked(folder, mask)
      const { train, classes } = await imageFolder(folder, { masks: 'masks', ...options })
      t.deepEqual(classes, ['ground', 'road', 'tree'])
      for await (const { x, mask } of train.batch(4)) {
        t.deepEqual(mask?.shape, [x.shape[0], height, width])
        t.deepEqual([...await (mask as tf.Tensor).data()].slice(0, 192), [...ids])
        tf.dispose([x, mask])
      }
      const half = { masks: 'masks', ...options, size: [9, 7], fit: 'cover' } as const
      for await (const { mask } of (await imageFolder(folder, half)).train.batch(6).bytes())
        t.deepEqual([...new Set(mask?.data)].sort(), [0, 1, 2])
    })
}

test('masks are one-hot where a model is fitted', async t => {
  const folder = await temporary(t)
  await masked(folder)
  const { train } = await imageFolder(folder, { masks: 'masks', classes: ['a', 'b'] })
  const { value } = await (await train.batch(2).iterator()).next()
  t.deepEqual(value.ys.shape, [2, height, width, 2])
  const sums = await tf.sum(value.ys, 3).data()
  // The third id is no class
  t.deepEqual([...sums].slice(0, width), [...ids.subarray(0, width)].map(id => Number(id < 2)))
})

test('images without a mask, or with one of another size or colour, are left out', async t => {
  const folder = await temporary(t)
  await masked(folder, colourMask)
  await write(folder, { 'images/a.png': png(height, width), 'images/b.png': png(8, 8),
    'masks/b.png': greyMask() })
  const found = await tryFolder(folder, { masks: 'masks', colours })
  t.deepEqual(found.broken, [{ path: 'images/a.png', problem: 'has no mask' },
    { path: 'images/b.png', problem: 'is 8 × 8, but its mask 12 × 16' }])
  const told: string[] = []
  const { train } = await imageFolder(folder, { masks: 'masks', colours: { one: '#000000' } })
  const onProblem = (_file: string, problem: string): void => { told.push(problem) }
  for await (const _ of train.batch(6, { onProblem }).bytes()) t.fail()
  t.regex(told[0], /has the colour #ff0000, which stands for no class/)
})

test('boxes of COCO follow their images to another size', async t => {
  const folder = await temporary(t)
  await boxed(folder)
  const { train, classes } = await imageFolder(folder, {
    boxes: 'annotations.json', size: [24, 24], fit: 'cover'
  })
  t.deepEqual(classes, ['cat', 'cup'])
  for await (const { boxes } of train.batch(5, { shuffle: false }).bytes()) {
    // Twice as large, 4 of 32 columns gone on the left
    t.deepEqual(boxes?.[1], { boxes: [[2, 0, 14, 8]], classes: [1] })
    t.deepEqual(boxes?.map(each => each.classes[0]), [0, 1, 0, 1, 0])
  }
})

test('boxes of YOLO are shares of the image, and an image without a file has none', async t => {
  const folder = await temporary(t)
  await write(folder, {
    'images/a.png': png(height, width), 'images/b.png': png(height, width),
    'images/c.png': png(height, width), 'labels/a.txt': '1 0.5 0.5 0.25 0.5\n',
    'labels/c.txt': '0 0.5\n', 'labels/classes.txt': 'cat\ncup\n'
  })
  const { train, classes, files } = await imageFolder(folder, { boxes: 'labels' })
  t.deepEqual(classes, ['cat', 'cup'])
  t.deepEqual(train.files.map(({ boxes }) => boxes),
    [{ boxes: [[3, 6, 9, 10]], classes: [1] }, { boxes: [], classes: [] }])
  t.regex(String(files[2].problem), /^has no "class x y width height" in line 1 of labels\/c\.txt/)
})

for (const [name, change, says] of [
  ['no JSON', '{', /is not JSON/],
  ['another thing', '{}', /is no COCO file: "images"/],
  ['a category without a name', JSON.stringify({ ...coco, categories: [] }),
    /has a box of category/]
] as const) {
  test(`a COCO file that is ${name} is refused`, async t => {
    const folder = await temporary(t)
    await boxed(folder)
    await write(folder, { 'annotations.json': change })
    await t.throwsAsync(imageFolder(folder, { boxes: 'annotations.json' }),
      { code: 'FORMAT', message: says })
  })
}

test('a COCO file cannot name an image elsewhere', async t => {
  const folder = await temporary(t)
  await boxed(path.join(folder, 'in'))
  await write(folder, { 'secret.png': png(4, 4), 'in/annotations.json':
    JSON.stringify({ ...coco, images: [...coco.images, { id: 1, file_name: '../secret.png' }] }) })
  const { files } = await imageFolder(path.join(folder, 'in'), { boxes: 'annotations.json' })
  t.regex(String(files.find(file => file.path === '../secret.png')?.problem), /lies outside of/)
})

test('a mix of a folder with masks is read back, replayed and goes on', async t => {
  const folder = await temporary(t)
  const [source, out] = ['in', 'out'].map(name => path.join(folder, name))
  await masked(source)
  const options = { out, masks: 'masks', seed: 4, batch: 3, epochs: 6, classes: ['a', 'b', 'c'] }
  await mixFolder(source, cutmix({ per: 'sample' }), options)
  const all = await hashes(out)
  t.is(Object.keys(all).filter(file => file.startsWith('masks/')).length, 36)
  t.like(await replay(out), { count: 36, differing: [] })
  const { train } = await imageFolder(source, { masks: 'masks', seed: 4 })
  t.is(train.size, 6)
  for await (const { mask } of (await readMixed(out)).batch(6)) {
    t.deepEqual(mask?.shape, [6, height, width])
    t.true([...await (mask as tf.Tensor).data()].every(id => id <= 2))
  }
  const again = path.join(folder, 'again')
  const stop = new AbortController()
  await t.throwsAsync(mixFolder(source, cutmix({ per: 'sample' }), {
    ...options, out: again, signal: stop.signal,
    onProgress: event => { if (event.type === 'progress') stop.abort(new Error('stopped')) }
  }), { message: 'stopped' })
  await mixFolder(source, cutmix({ per: 'sample' }), { ...options, out: again })
  t.deepEqual(await hashes(again), all)
  await t.throwsAsync(mixFolder(source, mixup(), { ...options, out: path.join(folder, 'no') }),
    { code: 'TARGET', message: /class ids, which cannot be blended/ })
})

test('a mixer that chooses by class is told the masks of its folder', async t => {
  const folder = await temporary(t)
  const [source, out] = ['in', 'out'].map(name => path.join(folder, name))
  await masked(source)
  await mixFolder(source, korniaTransplantation(), { out, masks: 'masks', seed: 2, batch: 6 })
  t.like(await replay(out), { count: 6, differing: [] })
  const { train } = await imageFolder(source, { masks: 'masks', seed: 2 })
  const sources: Buffer[] = []
  for await (const { x } of train.batch(6).bytes()) sources.push(Buffer.from(x.data))
  const images = await Promise.all(Array.from({ length: 6 }, (_, i) =>
    sharp(path.join(out, `images/00000${i}.png`)).raw().toBuffer()))
  t.notDeepEqual(Buffer.concat(images), Buffer.concat(sources))
})

test('masks and boxes on disk are those that a mixer makes of the batch', async t => {
  const folder = await temporary(t)
  const [source, out] = ['in', 'out'].map(name => path.join(folder, name))
  await boxed(source)
  const boxes = 'annotations.json'
  await mixFolder(source, mixup(), { out, boxes, seed: 9, batch: 5 })
  const mixed = await readMixed(out)
  t.deepEqual(mixed.classes, ['cat', 'cup'])
  const { train } = await imageFolder(source, { boxes, seed: 9 })
  const mix = createMixer(mixup(), { seed: 9, targets: ['boxes'] })
  for await (const batch of train.batch(5).bytes()) {
    const { batch: expected } = mix.mix(batch)
    for await (const { boxes } of mixed.batch(5)) t.deepEqual(boxes, expected.boxes)
  }
  t.like(await replay(out), { count: 5, differing: [] })
})
