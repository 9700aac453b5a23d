import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import * as data from '@tensorflow/tfjs-data'
import * as layers from '@tensorflow/tfjs-layers'
import type { Batch, Mix } from '../../core/index.js'
import { createMixer, useBackend } from '../../core/index.js'
import { cutmix, mixup } from '../../domains/image/index.js'
import { backends } from '../backends.js'
import { contents, images, noise, release } from './support/batches.js'
import { refuses } from './support/refuses.js'

const COUNT = 11
const CLASSES = 3
const settings = { seed: 6, targets: { label: { classes: CLASSES } } }
const sides = [4, 5, 2] as const

const picture = (i: number): tf.Tensor3D => tf.tensor3d(noise(40, i), [...sides])
const hot = (k: number): number[] =>
  Array.from({ length: CLASSES }, (_, c) => Number(c === k % CLASSES))

/** A dataset of elements that are made anew for every epoch. */
function dataset (target: (i: number) => unknown): data.Dataset<tf.TensorContainer> {
  return data.generator(function * () {
    for (let i = 0; i < COUNT; i++) yield { xs: picture(i), ys: target(i) } as tf.TensorContainer
  } as never)
}

interface Element { readonly xs: tf.Tensor4D, readonly ys: tf.Tensor }

/** What an epoch gives, read and disposed. */
async function epoch (all: data.Dataset<tf.TensorContainer>): Promise<unknown[]> {
  const seen: unknown[] = []
  await all.forEachAsync(element => {
    const { xs, ys } = element as never as Element
    seen.push(contents({ xs, ...ys instanceof tf.Tensor ? { ys } : ys }))
    tf.dispose(element)
  })
  return seen
}

/** The same batches mixed by hand. */
function byHand (mix: Mix, size: number, first: number, training?: boolean): unknown[] {
  const seen: unknown[] = []
  for (let start = 0; start < COUNT; start += size) {
    const rows = Array.from({ length: Math.min(size, COUNT - start) }, (_, k) => start + k)
    const x = tf.tidy(() => tf.stack(rows.map(picture)) as tf.Tensor4D)
    const step = first + seen.length
    const { batch } = mix.mix({ x, label: rows.map(i => i % CLASSES) }, { step, training })
    seen.push(contents({ xs: batch.x, ys: batch.label }))
    release(batch)
    x.dispose()
  }
  return seen
}

const kinds: ReadonlyArray<readonly [string, (i: number) => unknown]> = [
  ['one-hot labels', hot],
  ['one-hot labels in tensors', i => tf.tensor1d(hot(i))],
  ['class indices', i => i % CLASSES],
  ['class indices in tensors', i => tf.scalar(i % CLASSES, 'int32')]
]

for (const backend of backends) {
  for (const [kind, target] of kinds) {
    for (const size of [4, 5, 1]) {
      test.serial(
        `epochs of ${kind}, ${size} a batch, on ${backend}: as by hand, counted on, nothing ` +
          'lost',
        async t => {
          await useBackend(backend)
          const before = tf.memory()
          const mix = createMixer(cutmix({ per: 'sample' }), settings)
          const mixed = dataset(target).batch(size).mapAsync(mix.forDataset())
          const manual = createMixer(cutmix({ per: 'sample' }), settings)
          const batches = Math.ceil(COUNT / size)
          for (let k = 0; k < 3; k++) {
            t.deepEqual(await epoch(mixed), byHand(manual, size, k * batches))
            t.is((await mix.state()).step, (k + 1) * batches)
          }
          const evaluated = dataset(target).batch(size)
            .mapAsync(mix.forDataset({ training: false }))
          t.deepEqual(await epoch(evaluated), byHand(manual, size, 0, false))
          t.is((await mix.state()).step, 3 * batches)
          t.is(tf.memory().numTensors, before.numTensors)
          t.is(tf.memory().numDataBuffers, before.numDataBuffers)
        })
    }
  }
}

test.serial(
  'evaluation leaves images as they are, and puts labels into the form of training', async t => {
    await useBackend('cpu')
    const mix = createMixer(cutmix(), settings)
    const all = dataset(i => i % CLASSES).batch(4)
    const plain = await epoch(all) as Array<Record<string, unknown[]>>
    const seen = await epoch(dataset(i => i % CLASSES).batch(4)
      .mapAsync(mix.forDataset({ training: false }))) as typeof plain
    seen.forEach(({ xs, ys }, b) => {
      t.deepEqual(xs, plain[b].xs)
      t.deepEqual(ys[2], (plain[b].ys[2] as number[]).flatMap(k => hot(k)))
    })
  })

test.serial('several targets are an object of them, mixed by one plan', async t => {
  await useBackend('cpu')
  const before = tf.memory().numTensors
  const mix = createMixer(mixup(), { seed: 1, targets: { label: { classes: CLASSES }, mask: {} } })
  const mask = (i: number): tf.Tensor => tf.tensor(noise(40, i), [...sides])
  const all = dataset(i => ({ label: i % CLASSES, mask: mask(i) })).batch(4)
    .mapAsync(mix.forDataset())
  for (const each of await epoch(all) as Array<Record<string, [string, number[], number[]]>>) {
    t.deepEqual(each.mask[2], each.xs[2], 'the mask is the image, and stays it')
    t.deepEqual(each.label[1], [each.xs[1][0], CLASSES])
  }
  t.is(tf.memory().numTensors, before)
})

test.serial('elements that are batches, and elements without targets, keep their form', async t => {
  await useBackend('cpu')
  const mix = createMixer(cutmix(), { seed: 1 })
  const batch = { x: images(3), label: tf.tensor2d([[1, 0], [0, 1], [1, 0]]) }
  const mixed = await mix.forDataset()(batch)
  t.deepEqual(Object.keys(mixed), ['x', 'label'])
  const alone = await mix.forDataset()({ xs: batch.x })
  t.deepEqual(Object.keys(alone), ['xs'])
  for (const each of [mixed, alone, batch]) tf.dispose(each)
})

test.serial('elements of another form are refused, and nothing is lost', async t => {
  await useBackend('cpu')
  const mix = createMixer(cutmix(), { targets: { label: { classes: CLASSES }, mask: {} } })
  const none = createMixer(cutmix(), { targets: [] })
  const xs = images(2)
  const ys = tf.tensor1d([0, 1], 'int32')
  const refused: ReadonlyArray<readonly [Mix, unknown, string]> = [
    [mix, null, 'cutmix: "element" must be { xs, ys } or a batch with "x", got null'],
    [mix, { ys },
      'cutmix: "element" must be { xs, ys } or a batch with "x", got an object with ys'],
    [mix, { xs: [1], ys }, 'cutmix: "xs" must be one tensor, got [1]'],
    [mix, { xs: { a: xs }, ys }, 'cutmix: "xs" must be one tensor, got an object with a'],
    [mix, { xs, ys }, 'cutmix: "ys" must be an object with label, mask, got int32 shape [2]'],
    [mix, { xs, ys: { x: ys } },
      'cutmix: "ys" must be an object with label, mask, got an object with x'],
    [none, { xs, ys }, 'cutmix: "ys" must be an object with no target, got int32 shape [2]']
  ]
  for (const [to, element, says] of refused)
    await refuses(t, async () => await to.forDataset()(element as never), 'INPUT', says)
  await refuses(t, async () => await mix.forDataset()({ xs, ys: { label: ys } }), 'TARGET',
    'cutmix: target "mask" is missing from the batch, which has ["x", "label"]')
  tf.dispose([xs, ys])
})

test.serial(
  'a model trains and validates on mixed datasets, epoch by epoch, without a tensor ' +
    'lost', async t => {
    await useBackend('wasm')
    const model = layers.sequential({
      layers: [
        layers.layers.flatten({ inputShape: [...sides] }),
        layers.layers.dense({ units: CLASSES, activation: 'softmax' })
      ]
    })
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
    const mix = createMixer(cutmix({ per: 'sample' }), settings)
    const all = dataset(i => i % CLASSES).batch(4)
    const counts: number[] = []
    const { history } = await model.fitDataset(all.mapAsync(mix.forDataset()), {
      epochs: 4,
      verbose: 0,
      validationData: all.mapAsync(mix.forDataset({ training: false })),
      callbacks: { onEpochEnd: () => { counts.push(tf.memory().numTensors) } }
    })
    t.is(history.loss.length, 4)
    t.true([...history.loss, ...history.val_loss].every(Number.isFinite))
    t.is(new Set(counts).size, 1, String(counts))
    t.is((await mix.state()).step, 12)
    model.dispose()
  })

const source = (size: number, made: Batch[] = []): Batch[] => {
  for (let i = 0; i < size; i++) made.push({ x: images(3, i) })
  return made
}

test.serial('batches() mixes those of lists, generators and streams in their order', async t => {
  await useBackend('cpu')
  const made = source(4)
  async function * stream (): AsyncGenerator<Batch> {
    for (const batch of made) yield await Promise.resolve(batch)
  }
  const expected: unknown[] = []
  const manual = createMixer(cutmix(), { seed: 3 })
  for (const batch of made) {
    const { batch: mixed } = manual.mix(batch)
    expected.push(contents(mixed))
    release(mixed)
  }
  const before = tf.memory().numTensors
  for (const given of [made, new Set(made), made.values(), stream()]) {
    const mix = createMixer(cutmix(), { seed: 3 })
    const seen: unknown[] = []
    for await (const mixed of mix.batches(given)) {
      seen.push(contents(mixed))
      release(mixed)
    }
    t.deepEqual(seen, expected)
    t.is((await mix.state()).step, 4)
  }
  t.is(tf.memory().numTensors, before)
  made.forEach(release)
})

test.serial(
  'batches() stops where its consumer does, or a batch is wrong, and closes its ' +
    'source', async t => {
    await useBackend('cpu')
    const made = source(4)
    const before = tf.memory().numTensors
    let closed = 0
    function * closing (batches: readonly unknown[]): Generator<Batch> {
      try {
        yield * batches as Batch[]
      } finally {
        closed++
      }
    }
    const mix = createMixer(cutmix(), { seed: 3 })
    for await (const mixed of mix.batches(closing(made))) {
      release(mixed)
      break
    }
    t.is(closed, 1)
    t.is((await mix.state()).step, 1)
    await refuses(t, async () => {
      for await (const mixed of mix.batches(closing([made[0], { x: 5 }, made[1]]))) release(mixed)
    }, 'INPUT', /"x" must be a tensor/)
    t.is(closed, 2)
    t.is((await mix.state()).step, 2)
    t.is(tf.memory().numTensors, before)
    made.forEach(release)
  })
