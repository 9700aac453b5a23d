import * as tf from '@tensorflow/tfjs-core'
import * as data from '@tensorflow/tfjs-data'
import test from 'ava'
import { expectTypeOf } from 'expect-type'
import type { AsyncMix, Mix, Plan } from '../../core/index.js'
import { asynchronous, createMixer, useBackend } from '../../core/index.js'
import type { SaliencyMaps } from '../../domains/image/index.js'
import { fineGrainedSaliency, saliencymix } from '../../domains/image/index.js'
import { saliency } from '../catalogue/signals.js'
import { images, shapes } from '../../plugins/check/batches.js'
import { read } from '../universal/read.js'
import { refuses } from '../robust/support/refuses.js'

test.before(() => useBackend('cpu'))

const [shape] = shapes
/** Later and later, the sooner it was asked. */
let delay = 40
const late = async (batch: Readonly<Record<string, unknown>>): Promise<SaliencyMaps> => {
  delay -= 10
  await new Promise(resolve => setTimeout(resolve, Math.max(0, delay)))
  return saliency(batch)
}
const patient = (): AsyncMix => createMixer(saliencymix(), { seed: 3, signals: { saliency: late } })
const prompt = (): Mix => createMixer(saliencymix(), { seed: 3, signals: { saliency } })

test.serial('the type of a mixer says whether it waits', t => {
  expectTypeOf(patient).returns.toEqualTypeOf<AsyncMix>()
  const sync = createMixer(saliencymix(), { signals: { saliency: fineGrainedSaliency } })
  expectTypeOf(sync).toEqualTypeOf<Mix>()
  const marked = createMixer(saliencymix(), {
    signals: { saliency: asynchronous(() => Promise.resolve(5)) }
  })
  expectTypeOf(marked).toEqualTypeOf<AsyncMix>()
  expectTypeOf(patient().plan).returns.toEqualTypeOf<Promise<Plan>>()
  t.false('samples' in marked)
  t.true('samples' in sync)
})

test.serial('it mixes as one that need not wait, in the order it was called', async t => {
  const x = images(shape)
  const waits = patient()
  const mixed = await Promise.all([0, 1, 2].map(async () => await waits.mix({ x })))
  const mix = prompt()
  for (const { batch, plan } of mixed) {
    const expected = mix.mix({ x })
    t.deepEqual(plan, expected.plan)
    t.deepEqual(read(batch.x), read(expected.batch.x))
  }
  t.deepEqual(await waits.plan({ x }), mix.plan({ x }))
  t.is((await waits.state()).step, 4)
})

test.serial('so do its batches and its datasets', async t => {
  const x = images(shape)
  const mix = prompt()
  const expected = [0, 1].map(() => read(mix.mix({ x }).batch.x))
  const batches: unknown[] = []
  for await (const batch of patient().batches([{ x }, { x }])) batches.push(read(batch.x))
  t.deepEqual(batches, expected)
  const set = data.array([0, 1]).map(() => ({ xs: images(shape) }))
  const mixed: unknown[] = []
  await set.mapAsync(patient().forDataset()).forEachAsync(({ xs }) => { mixed.push(read(xs)) })
  t.deepEqual(mixed, expected)
})

test.serial('a signal that fails fails its mix alone, and no step is counted', async t => {
  let fails = true
  const mix = createMixer(saliencymix(), {
    seed: 3,
    signals: {
      saliency: async batch => {
        if (fails) throw new Error('no map')
        return await Promise.resolve(saliency(batch))
      }
    }
  })
  const x = images(shape)
  await t.throwsAsync(mix.mix({ x }), { message: 'no map' })
  fails = false
  const { plan } = await mix.mix({ x })
  t.deepEqual(plan, prompt().plan({ x }))
})

test.serial('nothing is asked for where nothing is mixed', async t => {
  const x = images(shape)
  const mix = createMixer(saliencymix(), {
    signals: { saliency: async () => await Promise.reject(new Error('asked')) }
  })
  const { batch } = await mix.mix({ x }, { training: false })
  t.deepEqual(read(batch.x), read(x))
})

test.serial('a signal that is missing is an error that names what gives it', async t => {
  await refuses(t, () => createMixer(saliencymix()), 'SIGNAL',
    'saliencymix: needs the signal "saliency"; give a function: signals: { saliency: batch => ' +
    '… }; there are fineGrainedSaliency, spectralResidualSaliency, gradientSaliency(model)')
  t.is(tf.getBackend(), 'cpu')
})
