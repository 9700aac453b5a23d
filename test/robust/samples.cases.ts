import test from 'ava'
import * as z from 'zod'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, ErrorCode, Mix } from '../../core/index.js'
import {
  createMixer, defineMixer, live, over, own, reservoir, Rng, sequence, useBackend
} from '../../core/index.js'
import { cutmix, mixup } from '../../domains/image/index.js'
import { backends } from '../backends.js'
import { contents, noise, release } from './support/batches.js'
import { refuses } from './support/refuses.js'

const sides = [4, 5, 2]
const targets = { label: { classes: 3 }, boxes: {} }

const targetsOf = (i: number): object =>
  ({ label: i % 3, boxes: { boxes: [[0, 0, 2, 2]], classes: [i] } })
const sample = (i: number): Batch => ({ x: tf.tensor(noise(40, i), sides), ...targetsOf(i) })
const hosted = (i: number): Batch => ({
  x: { data: Buffer.from(noise(40, i).map(value => value * 255)), shape: sides }, ...targetsOf(i)
})

/** Samples that are disposed as soon as the next one is asked for. */
function * stream (count: number, make: (i: number) => unknown = sample): Generator<Batch> {
  for (let i = 0; i < count; i++) {
    const made = make(i) as Batch
    try {
      yield made
    } finally {
      release(Object(made) as object)
    }
  }
}

const mixer = (seed = 5): Mix => createMixer(mixup({ pairing: reservoir() }), { seed, targets })

for (const backend of backends) {
  for (const [kind, make] of [['tensors', sample], ['host arrays', hosted]] as const) {
    test.serial(
      `samples of ${kind} are mixed with those that are held, nothing is lost ` +
        `(${backend})`, async t => {
        await useBackend(backend)
        const before = tf.memory().numTensors
        const mix = mixer()
        let [step, others] = [0, 0]
        for await (const mixed of mix.samples(stream(12, make), { hold: 4 })) {
          const { classes } = mixed.boxes as { classes: number[] }
          t.true(classes.includes(step), 'the sample itself')
          t.true(classes.every(k => k <= step && k > step - 4), 'one of the last four')
          others += classes.length - 1
          if (kind === 'tensors') t.deepEqual((mixed.x as tf.Tensor).shape, sides)
          else t.deepEqual((mixed.x as { shape: number[] }).shape, sides)
          release(mixed)
          step++
        }
        t.is(step, 12)
        t.true(others > 3)
        t.is((await mix.state()).step, 12)
        t.is(tf.memory().numTensors, before)
      })
  }
}

test.serial(
  'the first sample meets itself, and so does every one where only one is held', async t => {
    await useBackend('cpu')
    const before = tf.memory().numTensors
    const first = mixer().samples(stream(3))
    const { value } = await first.next()
    const kept = sample(0)
    t.true(near(value as Batch, kept))
    await first.return(undefined)
    release(value as object)
    release(kept)
    let step = 0
    for await (const mixed of mixer().samples(stream(6), { hold: 1 })) {
      const own = sample(step)
      t.true(near(mixed, own))
      const label = (mixed.label as tf.Tensor).dataSync()
      t.true([0, 1, 2].every(k => Math.abs(label[k] - Number(k === step % 3)) < 1e-6))
      release(mixed)
      release(own)
      step++
    }
    t.is(tf.memory().numTensors, before)
  })

test.serial('a consumer that stops early loses nothing', async t => {
  await useBackend('wasm')
  const before = tf.memory().numTensors
  for (const stop of [0, 1, 5]) {
    let step = 0
    for await (const mixed of mixer().samples(stream(20), { hold: 3 })) {
      release(mixed)
      if (step++ === stop) break
    }
    t.is(tf.memory().numTensors, before, `after ${stop}`)
  }
  const never = mixer().samples(stream(3))
  await never.return(undefined)
  t.is(tf.memory().numTensors, before)
  await t.throwsAsync(async () => {
    for await (const mixed of mixer().samples(stream(20))) {
      release(mixed)
      throw new Error('the disk is full')
    }
  }, { message: 'the disk is full' })
  t.is(tf.memory().numTensors, before)
})

test.serial('a sample that is wrong ends the run, with its own words and nothing held', async t => {
  await useBackend('cpu')
  const wrong: ReadonlyArray<readonly [() => unknown, ErrorCode, RegExp | string]> = [
    [() => null, 'INPUT', 'mixup: "sample" must be an object with "x", got null'],
    [() => ({ ...sample(1), label: 7 }), 'TARGET',
      'mixup: target "label" must hold class indices from 0 to 2, got 7'],
    [() => ({ ...targetsOf(1), x: tf.zeros([4, 4, 2]) }), 'INPUT',
      'mixup: "sample.x" must have shape [4, 5, 2], as in the samples before, got float32 shape ' +
        '[4, 4, 2]'],
    [() => ({ ...targetsOf(1), x: tf.zeros([4, 5, 2], 'int32') }), 'INPUT',
      'mixup: "x" must be float32, got int32 shape [1, 4, 5, 2]'],
    [() => ({ ...sample(1), label: undefined }), 'INPUT',
      'mixup: "sample.label" must be one value, as in the samples before, got undefined'],
    [() => ({ ...sample(1), label: [1, 0, 0] }), 'INPUT',
      'mixup: "sample.label" must be one value, as in the samples before, got [1, 0, 0]'],
    [() => hosted(1), 'INPUT', /^mixup: /],
    [() => ({ x: disposed(), label: 1, boxes: {} }), 'INPUT',
      'mixup: "sample.x" must not have been disposed, got float32 shape [4, 5, 2]']
  ]
  for (const [bad, code, says] of wrong) {
    const mix = mixer()
    let good = 0
    await refuses(t, async () => {
      for await (const mixed of mix.samples(stream(5, i => i === 3 ? bad() : sample(i)))) {
        release(mixed)
        good++
      }
    }, code, says)
    t.is(good, 3)
    t.is((await mix.state()).step, 3, 'it was no step')
  }
})

test.serial('a source that fails hands its error on, and nothing stays held', async t => {
  await useBackend('cpu')
  const before = tf.memory().numTensors
  async function * failing (): AsyncGenerator<Batch> {
    yield * stream(await Promise.resolve(4))
    throw new Error('the camera is gone')
  }
  await t.throwsAsync(async () => {
    for await (const mixed of mixer().samples(failing())) release(mixed)
  }, { message: 'the camera is gone' })
  t.is(tf.memory().numTensors, before)
})

test.serial('only a mixer that pairs with a reservoir takes samples', async t => {
  await useBackend('cpu')
  await refuses(t, async () => await createMixer(cutmix()).samples(stream(1)).next(), 'POOL',
    'cutmix: samples() without the pairing reservoir(): needs the pool "reservoir"; none are known')
  const batch = { x: tf.zeros([2, 4, 5, 2]) }
  await refuses(t, () => createMixer(mixup({ pairing: reservoir() })).mix(batch), 'POOL',
    'mixup: needs the pool "reservoir"; known: batch')
  release(batch)
})

/** Shows nothing but the partner. */
const take = defineMixer({
  name: 'take', domain: 'image', paper: 'none', options: z.object({}),
  plan: ({ pair }) => [own(), over(pair())]
})

test.serial('a chain whose parts all draw on the reservoir shows the rows it drew', async t => {
  await useBackend('cpu')
  const before = tf.memory().numTensors
  const chain = sequence([mixup({ pairing: reservoir() }), take({ pairing: reservoir() } as never)])
  const made = Array.from({ length: 12 }, (_, i) => sample(i))
  const drawn = new Set<number>()
  let step = 0
  for await (const mixed of createMixer(chain, { seed: 4, targets }).samples(made, { hold: 5 })) {
    const held = made.slice(Math.max(0, step - 4), step + 1)
    const row = live(Rng(4).fork('mix', step)).next().int('pair', held.length)
    t.deepEqual(contents({ x: mixed.x }), contents({ x: held[row].x }))
    drawn.add(held.length - row)
    release(mixed)
    step++
  }
  t.true(drawn.size > 2)
  made.forEach(release)
  t.is(tf.memory().numTensors, before)
})

/** λx + (1 - λ)x is x but for rounding. */
function near (a: Batch, b: Batch): boolean {
  const [one, two] = [a, b].map(({ x }) => (x as tf.Tensor).dataSync())
  return one.every((value, i) => Math.abs(value - two[i]) < 1e-6)
}

function disposed (): tf.Tensor {
  const x = tf.zeros(sides)
  x.dispose()
  return x
}
