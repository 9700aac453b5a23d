import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import type { Batch, ConfiguredMixer, HostArray, Mix, MixOptions, Plan } from '../../core/index.js'
import { createMixer, defaultRegistry, parse, replay, stringify,
  useBackend } from '../../core/index.js'
import type { AnyCloud } from '../../domains/pointcloud/index.js'
import { pointMixup } from '../../domains/pointcloud/index.js'
import { entries } from './catalogue.js'
import type { CloudEntry } from './catalogue.js'
import { bytesOf, cloudsOf } from './clouds.js'

await useBackend('cpu')

/** Ragged, even, odd, alone, one point, no point. */
const batches = [[60, 41, 33, 52, 17], [24, 24, 24, 24], [30], [1, 1, 5], [0, 20, 0]]
/** Where points are paired one by one, a cloud without points meets none with some. */
const paired = batches.slice(0, 4)
const STEPS = 3

interface Trial {
  readonly title: string
  readonly mix: Mix
  readonly x: readonly AnyCloud[]
  readonly plan: Plan
  readonly step: number
}

/** No signal is waited for. */
function mixOf (mixer: ConfiguredMixer, options: MixOptions): Mix {
  return createMixer<never, Readonly<Record<string, never>>>(mixer,
    options as MixOptions<Readonly<Record<string, never>>>)
}

function * trials ({ mixers, options, keeps }: CloudEntry): Generator<Trial> {
  for (const mixer of mixers) {
    for (const sizes of keeps === 'count' ? paired : batches) {
      const x = cloudsOf(sizes)
      const mix = mixOf(mixer, { seed: 7, ...options })
      for (let step = 0; step < STEPS; step++) {
        const title = `${JSON.stringify(mixer.options)} on ${sizes.join()} step ${step}`
        yield { title, mix, x, step, plan: mix.plan(x, { step }) }
      }
    }
  }
}

test('every registered mixer of clouds is in the catalogue', t => {
  const listed = defaultRegistry.list('mixer').map(({ name }) => name)
    .filter(name => name.startsWith('pointcloud/'))
  t.deepEqual(entries.map(({ name }) => `pointcloud/${name}`).sort(), listed.sort())
})

for (const entry of entries) {
  test(`${entry.name}: the same seed gives the same plan, and its draws the plan again`, t => {
    const names = new Set<string>()
    for (const { title, mix, x, step, plan } of trials(entry)) {
      t.is(stringify(mix.plan(x, { step })), stringify(plan), title)
      t.is(stringify(mix.plan(x, { draws: replay(plan) })), stringify(plan), title)
      Object.keys(plan.draws).forEach(name => names.add(name))
    }
    t.deepEqual([...names].sort(), [...entry.draws].sort())
  })

  test(`${entry.name}: a plan survives JSON, bit for bit; inputs stay what they are`, t => {
    for (const { title, mix, x, plan } of trials(entry)) {
      const before = bytesOf(x)
      const mixed = mix.apply(x, plan)
      t.is(bytesOf(mix.apply(x, parse(stringify(plan)))), bytesOf(mixed), title)
      t.is(bytesOf(x), before, title)
      // Outputs are the caller's: writing to them reaches no input
      mixed.forEach(({ coordinates, columns }) => {
        coordinates.fill(1)
        Object.values(columns).forEach(({ data }) => {
          if (data instanceof BigInt64Array || data instanceof BigUint64Array) data.fill(0n)
          else data.fill(0)
        })
      })
      t.is(bytesOf(x), before, title)
    }
  })

  test(`${entry.name}: every point is the one that its provenance says`, t => {
    for (const { title, mix, x, plan } of trials(entry)) {
      const pools: Record<string, readonly AnyCloud[]> = { batch: x }
      const objects = entry.options?.pools?.objects
      if (objects !== undefined) pools.objects = (objects as { x: AnyCloud[] }).x
      for (const { coordinates, columns, provenance } of mix.apply(x, plan)) {
        const points = coordinates.length / 3
        t.true(coordinates.every(Number.isFinite), title)
        t.is(provenance?.part.length, points, title)
        t.is(provenance?.index.length, points, title)
        let wrong = 0
        const { parts = [], part, index } = provenance ?? {}
        for (let k = 0; k < points; k++) {
          const { pool, row } = parts[part?.[k] ?? -1]
          const point = index?.[k] ?? -1
          if (point < 0) continue
          wrong += Number(columns.time.data[k] !== pools[pool][row].columns.time.data[point])
        }
        t.is(wrong, 0, title)
      }
    }
  })

  test(`${entry.name}: labels are shares, and a whole cloud has them whole`, t => {
    for (const mixer of entry.mixers) {
      const x = cloudsOf([24, 24, 24, 24, 24])
      const label = x.map((_, row) => x.map((_, k) => Number(k === row)))
      const { options = {} } = entry
      const pools = Object.fromEntries(Object.entries(options.pools ?? {}).map(([name, pool]) =>
        [name, { ...pool as Batch,
          label: (pool as { x: unknown[] }).x.map(() => [1, 0, 0, 0, 0]) }]))
      const mix = mixOf(mixer, { seed: 3, ...options, pools })
      for (let step = 0; step < STEPS; step++) {
        const { batch } = mix.mix({ x, label }, { step })
        const { data, shape } = batch.label as unknown as HostArray<Float32Array>
        t.is(shape[0], batch.x.length)
        for (let row = 0; row < shape[0]; row++) {
          const shares = data.subarray(5 * row, 5 * row + 5)
          const sum = shares.reduce((all, share) => all + share, 0)
          t.true(Math.abs(sum - 1) < 1e-5, `${JSON.stringify(mixer.options)}: ${sum}`)
          t.true(shares.every(share => share >= -1e-6))
        }
      }
    }
  })

  test(`${entry.name}: without training nothing happens; a lone cloud meets itself`, t => {
    for (const mixer of entry.mixers) {
      const mix = mixOf(mixer, { seed: 5, ...entry.options })
      const x = cloudsOf([20, 11])
      const { batch } = mix.mix(x, { training: false })
      t.is(bytesOf(batch.map(({ coordinates, columns }) => ({ coordinates, columns }))), bytesOf(x))
      t.notThrows(() => mix.mix(cloudsOf([13])))
    }
  })
}

const dense = entries.filter(({ keeps }) => keeps === 'count')

for (const { name, mixers, options } of dense) {
  test.serial(`${name}: a tensor is mixed as the clouds are, and gradients reach it`, t => {
    const clouds = cloudsOf([16, 16, 16])
    const data = Float32Array.from(clouds.flatMap(({ coordinates }) => [...coordinates]))
    const bare = clouds.map(({ coordinates }) => ({ coordinates, columns: {} }))
    for (const mixer of mixers.filter(each => each.options.align !== 'symmetry')) {
      const mix = mixOf(mixer, { seed: 2, ...options })
      const plan = mix.plan(bare, { step: 1 })
      const expected = mix.apply(bare, plan).flatMap(({ coordinates }) => [...coordinates])
      const x = tf.tensor3d(data, [3, 16, 3])
      const before = tf.memory().numTensors
      const mixed = mix.apply({ x }, plan).x
      t.is(tf.memory().numTensors, before + 1)
      const found = mixed.dataSync()
      t.true(expected.every((value, k) => Math.abs(value - found[k]) < 1e-4))
      const gradient = tf.grad((points: tf.Tensor) => tf.sum(mix.apply({ x: points }, plan).x))(x)
      t.true(gradient.dataSync().every(Number.isFinite))
      t.true(Math.abs(tf.sum(gradient).dataSync()[0] - data.length) < 1e-2)
      tf.dispose([x, mixed, gradient])
    }
  })
}

test.serial('at a hidden layer features are mixed as the places of their points are paired', t => {
  const places = cloudsOf([12, 12, 12]).map(({ coordinates }) => ({ coordinates, columns: {} }))
  const mix = createMixer(pointMixup({ alpha: 2 }), { seed: 4 })
  const plan = mix.plan(places)
  const features = tf.randomNormal([3, 12, 5], 0, 1, 'float32', 1)
  const mixed = mix.apply({ x: features }, plan).x
  const mixedPlaces = mix.apply(places, plan)
  const [own, found] = [features.arraySync() as number[][][], mixed.arraySync() as number[][][]]
  const { index, ends } = plan.layers[1].view?.[0] as unknown as
    { index: Int32Array, ends: Int32Array }
  for (let row = 0; row < 3; row++) {
    const partner = plan.draws.pair[row]
    const share = 0.5 - Math.abs(plan.draws.beta[row] - 0.5)
    for (let point = 0; point < 12; point++) {
      const other = index[ends[row] - 12 + point]
      const lerp = (a: number, b: number): number => (1 - share) * a + share * b
      own[row][point].forEach((value, channel) => {
        const want = lerp(value, own[partner][other][channel])
        t.true(Math.abs(found[row][point][channel] - want) < 1e-5)
      })
      const x = lerp(places[row].coordinates[3 * point], places[partner].coordinates[3 * other])
      t.true(Math.abs(mixedPlaces[row].coordinates[3 * point] - x) < 1e-5)
    }
  }
  // Gradients by differences: features are mixed linearly, so a large step is exact
  const weights = tf.randomNormal([3, 12, 5], 0, 1, 'float32', 2)
  const value = (x: tf.Tensor): tf.Tensor => tf.sum(tf.mul(mix.apply({ x }, plan).x, weights))
  const gradient = tf.grad(value)(features).dataSync()
  const base = features.dataSync()
  for (const k of [0, 17, 93, 179]) {
    const [up, down] = [0.5, -0.5].map(step => tf.tidy(() => value(tf.tensor3d(
      base.map((each, i) => i === k ? each + step : each), [3, 12, 5])).dataSync()[0]))
    t.true(Math.abs(up - down - gradient[k]) < 1e-4)
  }
  tf.dispose([features, mixed, weights])
})
