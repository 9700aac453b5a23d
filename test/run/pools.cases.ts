import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, Mix, Plan, PoolReader } from '../../core/index.js'
import {
  cmixup, createMixer, defineMixer, mixup, own, over, rows, sampleWeights, sequence,
  useBackend
} from '../../core/index.js'
import * as z from 'zod'
import { says } from '../says.js'

test.before(() => useBackend('cpu'))

const SIZE = 30
const numbers = Float32Array.from({ length: SIZE }, (_, i) => i)
const inputs = Float32Array.from({ length: 2 * SIZE }, (_, k) => k / 7)
const take = (data: Float32Array, index: readonly number[], width: number): Float32Array =>
  Float32Array.from(index.flatMap(row => [...data.subarray(row * width, (row + 1) * width)]))

const index = [3, 17, 29, 3]
const kinds: Readonly<Record<string, () => { dataset: Batch | PoolReader, batch: Batch }>> = {
  tensors: () => ({
    dataset: { x: tf.tensor2d(inputs, [SIZE, 2]), y: numbers },
    batch: { x: tf.tensor2d(take(inputs, index, 2), [4, 2]), y: take(numbers, index, 1), index }
  }),
  host: () => ({
    dataset: { x: { data: inputs, shape: [SIZE, 2] }, y: numbers },
    batch: { x: { data: take(inputs, index, 2), shape: [4, 2] }, y: take(numbers, index, 1), index }
  }),
  'a data set on the host and a batch of tensors': () => ({
    dataset: { x: { data: inputs, shape: [SIZE, 2] }, y: numbers },
    batch: {
      x: tf.tensor2d(take(inputs, index, 2), [4, 2]), y: tf.tensor1d(take(numbers, index, 1)), index
    }
  }),
  'a reader': () => ({
    dataset: {
      facts: { size: SIZE, numbers: { data: numbers, shape: [SIZE] } },
      take: wanted => ({
        x: { data: take(inputs, [...wanted], 2), shape: [wanted.length, 2] },
        y: take(numbers, [...wanted], 1)
      })
    },
    batch: { x: { data: take(inputs, index, 2), shape: [4, 2] }, y: take(numbers, index, 1), index }
  })
}

const read = (value: unknown): number[] => {
  const { data } = value as { data: Float32Array | (() => unknown) }
  return Array.from(typeof data === 'function' ? (value as tf.Tensor).dataSync() : data)
}

function expected (plan: Plan): { x: number[], y: number[] } {
  const partners = plan.layers[1].source?.rows as Int32Array
  const share = 1 - (plan.layers[1].coefficient as number)
  const mix = (data: Float32Array, width: number): number[] => index.flatMap((row, i) =>
    Array.from({ length: width }, (_, k) =>
      share * data[row * width + k] + (1 - share) * data[partners[i] * width + k]))
  return { x: mix(inputs, 2), y: mix(numbers, 1) }
}

const close = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) < 1e-5)

for (const [name, make] of Object.entries(kinds)) {
  test.serial(`partners of a whole data set: ${name}`, t => {
    const { dataset, batch } = make()
    const mix = createMixer(mixup({ pairing: cmixup({ bandwidth: 4 }) }),
      { seed: 3, targets: ['y'], pools: { dataset } })
    for (let step = 0; step < 5; step++) {
      const { batch: mixed, plan } = mix.mix(batch)
      const wanted = expected(plan)
      t.true(close(read(mixed.x), wanted.x))
      t.true(close(read(mixed.y), wanted.y))
      t.false('index' in mixed)
      tf.dispose([mixed.x, mixed.y] as tf.Tensor[])
    }
    tf.disposeVariables()
    tf.dispose(Object.values(batch) as tf.Tensor[])
    tf.dispose(Object.values(dataset) as tf.Tensor[])
  })
}

test.serial('only the rows that a plan shows are fetched, each once', t => {
  const wanted: number[][] = []
  const { dataset, batch } = kinds['a reader']()
  const reader = dataset as PoolReader
  const mix = createMixer(mixup({ pairing: cmixup({ bandwidth: 1e9 }) }), { pools: { dataset: {
    ...reader, take: rows => { wanted.push([...rows]); return reader.take(rows) }
  } } })
  const { plan } = mix.mix(batch)
  const partners = plan.layers[1].source?.rows as Int32Array
  t.deepEqual(wanted, [[...new Set(partners)]])
})

test.serial('mixers that make rows by a rule get the whole pool, and chains their own', t => {
  const ruled = defineMixer({
    name: 'ruled', domain: 'any', paper: 'none', options: z.object({}), pools: ['dataset'],
    plan: ({ size }) => [
      own(), over({ pool: 'dataset', rows: { rule: 'range', first: 5, count: size } },
        { coefficient: 0.5 })]
  })
  const listed = defineMixer({
    name: 'listed', domain: 'any', paper: 'none', options: z.object({}), pools: ['dataset'],
    plan: ({ size }) => [
      own(), over({ pool: 'dataset', rows: rows(size, i => 29 - i) }, { coefficient: 0.5 })]
  })
  const { dataset, batch } = kinds.host()
  const y = (mix: Mix): number[] => read(mix.mix(batch).batch.y)
  t.deepEqual(y(createMixer(ruled(), { pools: { dataset } })), [4, 11.5, 18, 5.5])
  t.deepEqual(y(createMixer(sequence([listed(), listed()]), { pools: { dataset } })),
    [29, 28, 27, 26].map((row, i) => (index[i] + row) / 4 + row / 2))
})

test.serial('a whole data set in batches: every row once, no tensor left', async t => {
  const { dataset } = kinds.tensors()
  const make = (): Mix => createMixer(mixup({ alpha: 0, pairing: cmixup() }), { seed: 5 })
  const gone = async (mix: Mix, options: object): Promise<number[][]> => {
    const found: number[][] = []
    for await (const { x, y } of mix.batches(dataset as Batch, { size: 8, ...options })) {
      found.push(read(y))
      tf.dispose([x, y] as tf.Tensor[])
    }
    return found
  }
  const before = tf.memory().numTensors
  const first = await gone(make(), {})
  t.deepEqual(first.map(batch => batch.length), [8, 8, 8, 6])
  t.deepEqual(first.flat().sort((a, b) => a - b), [...numbers])
  t.deepEqual(await gone(make(), {}), first)
  t.deepEqual((await gone(make(), { last: 'drop' })).length, 3)
  t.deepEqual((await gone(make(), { shuffle: false, size: 100 })).flat(), [...numbers])
  const mix = make()
  t.deepEqual(await gone(mix, {}), first)
  t.notDeepEqual(await gone(mix, {}), first)
  t.is(tf.memory().numTensors, before)
  t.false((dataset as { x: tf.Tensor }).x.isDisposed)
})

test.serial('row numbers that there are not, and pools that are unsound, are refused', t => {
  const { dataset, batch } = kinds.host()
  const mixer = mixup({ pairing: cmixup() })
  const mix = createMixer(mixer, { pools: { dataset } })
  const wrong = (index: unknown): string => says(() => mix.mix({ ...batch, index }))
  t.is(wrong([1, 2, 3, 30]), 'mixup: "index" must hold whole numbers from 0 to 29, got 30')
  t.is(wrong([1, 2]), 'mixup: "index" must have one entry for each of the 4 rows, got [1, 2]')
  t.is(wrong(4), 'mixup: "index" must be a list or an Int32Array of row numbers, got 4')
  const short = createMixer(mixer, { pools: { dataset: { ...dataset, y: numbers.slice(2) } } })
  t.regex(says(() => short.mix(batch)), /"y"|dataset.targets/)
  const none = { facts: { size: 0 }, take: () => batch }
  const empty = createMixer(mixer, { pools: { dataset: none } })
  t.is(says(() => empty.mix(batch)),
    'mixup: "pools.dataset.facts.size" must be a whole number of at least 1, got 0')
  t.true([...sampleWeights(mix.plan(batch))].every(weight => Math.abs(weight - 1) < 1e-12))
})
