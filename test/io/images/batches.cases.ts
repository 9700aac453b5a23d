import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import test from 'ava'
import { createMixer, useBackend } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { ahead } from '../../../plugins/io/images/ahead.js'
import { gate } from '../../../plugins/io/images/gate.js'
import { imageFolder } from '../../../plugins/io/index.js'
import { picture, png, temporary, write, writePhotos } from './photos.js'

test.before(() => useBackend('cpu'))

test('batches hold the images from 0 to 1 and their classes, in order', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { cat: 2, dog: 1 })
  const { train } = await imageFolder(folder)
  const seen: number[] = []
  let mark = 0
  for await (const { x, label } of train.batch(2, { shuffle: false })) {
    t.deepEqual(x.shape.slice(1), [12, 10, 3])
    seen.push(...label ?? [])
    for (const image of tf.unstack(x)) {
      const expected = Float32Array.from(picture(12, 10, mark++), value => value / 255)
      const got = await image.data()
      t.true(got.every((value, i) => Math.abs(value - expected[i]) < 1e-6))
      image.dispose()
    }
    x.dispose()
  }
  t.deepEqual(seen, [0, 0, 1])
})

test('every pass of train has another order, the same for the same seed', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 16, b: 16 }, 2, 2)
  const orders = async (seed: number): Promise<string[]> => {
    const { train } = await imageFolder(folder, { seed })
    const batches = train.batch(8)
    const passes: string[] = []
    for (let pass = 0; pass < 2; pass++) {
      let marks = ''
      for await (const { x: { data } } of batches.bytes()) {
        for (let i = 2; i < data.length; i += 12) marks += `${data[i]} `
      }
      passes.push(marks)
    }
    return passes
  }
  const [first, second] = await orders(1)
  t.not(first, second)
  t.deepEqual([...first.split(' ')].sort(), [...second.split(' ')].sort())
  t.deepEqual(await orders(1), [first, second])
  t.notDeepEqual(await orders(2), [first, second])
})

test('a last batch is smaller, or left out', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 5 }, 2, 2)
  const { train } = await imageFolder(folder)
  const sizes = async (drop: boolean): Promise<number[]> => {
    const found: number[] = []
    for await (const { x } of train.batch(2, { drop }).bytes()) found.push(x.shape[0])
    return found
  }
  t.deepEqual(await sizes(false), [2, 2, 1])
  t.deepEqual(await sizes(true), [2, 2])
  t.throws(() => train.batch(0), { code: 'OPTION' })
  t.throws(() => train.batch(2, { prefetch: -1 }), { code: 'OPTION' })
})

test('an image that breaks after the look is told and left out, or is an error', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 4 }, 8, 8)
  const read = async (strict: boolean): Promise<[number[], string[]]> => {
    const { train } = await imageFolder(folder, { strict })
    const bytes = await png(8, 8, 2)
    await writeFile(path.join(folder, 'a/02.png'), bytes.subarray(0, bytes.length - 40))
    const [sizes, told]: [number[], string[]] = [[], []]
    const onProblem = (file: string): void => { told.push(file) }
    const batches = train.batch(4, { shuffle: false, onProblem })
    for await (const { x, label } of batches.bytes()) {
      sizes.push(x.shape[0])
      t.is(label?.length, x.shape[0])
      t.deepEqual(Buffer.from(x.data.subarray(2 * 192)), picture(8, 8, 3))
    }
    await writeFile(path.join(folder, 'a/02.png'), bytes)
    return [sizes, told]
  }
  t.deepEqual(await read(false), [[3], ['a/02.png']])
  await t.throwsAsync(read(true), { code: 'IMAGE' })
})

test('a signal ends the iteration with its reason', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 8 }, 2, 2)
  const { train } = await imageFolder(folder)
  const controller = new AbortController()
  let count = 0
  await t.throwsAsync(async () => {
    for await (const { x } of train.batch(1, { signal: controller.signal }).bytes()) {
      t.is(x.shape[0], 1)
      if (++count === 2) controller.abort(new Error('enough'))
    }
  }, { message: 'enough' })
  t.is(count, 2)
})

test.serial('a model is trained from a folder, mixed, and no tensor is left', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 6, b: 6 })
  const { train, test: held } = await imageFolder(folder, {
    size: [8, 8], fit: 'cover', split: { test: 0.4 }, seed: 2
  })
  t.true(train.size > 1 && held.size > 0)
  const mix = createMixer(cutmix(), { seed: 7, targets: ['label'] })
  const model = layers.sequential({
    layers: [layers.layers.flatten({ inputShape: [8, 8, 3] }),
      layers.layers.dense({ units: 2, activation: 'softmax' })]
  })
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
  const fit = (): Promise<layers.History> => model.fitDataset(
    train.batch(4).mapAsync(mix.forDataset()),
    { epochs: 2, verbose: 0, validationData: held.batch(4) })
  const { history } = await fit()
  t.is(history.loss.length, 2)
  t.is(history.val_loss.length, 2)
  t.true(history.loss.every(loss => Number.isFinite(loss)))
  const before = tf.memory().numTensors
  await fit()
  t.is(tf.memory().numTensors, before)
})

test('a dataset needs classes', async t => {
  const folder = await temporary(t)
  await write(folder, { 'a.png': png(2, 2) })
  const { train } = await imageFolder(folder)
  const iterator = await train.batch(1).iterator()
  await t.throwsAsync(iterator.next(), { code: 'TARGET' })
  for await (const { x, label } of train.batch(1).bytes())
    t.deepEqual([x.shape[0], label], [1, undefined])
})

test('an empty split is refused, by name', async t => {
  const folder = await temporary(t)
  await writePhotos(folder, { a: 2 })
  const { test: held } = await imageFolder(folder, { split: { test: 0 } })
  t.throws(() => held.batch(1), { code: 'EMPTY_BATCH', message: /"test"/ })
})

test('no more is decoded ahead than asked for', async t => {
  let begun = 0
  const items = Array.from({ length: 50 }, (_, i) => i)
  const seen: number[] = []
  for await (const item of ahead(items, 3, i => { begun++; return Promise.resolve(i) })) {
    seen.push(item)
    t.true(begun - item <= 4, `${begun} begun at ${item}`)
  }
  t.deepEqual(seen, items)
})

test('no more run at a time than the gate lets through, and an error frees its place', async t => {
  const few = gate(3)
  let [running, most] = [0, 0]
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => few(async () => {
    most = Math.max(most, ++running)
    await new Promise(resolve => { setTimeout(resolve, 1) })
    running--
    if (i % 5 === 0) throw new Error('broken')
    return i
  })))
  t.is(most, 3)
  t.is(results.filter(({ status }) => status === 'rejected').length, 4)
})
