import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import type { Plan } from '../../core/index.js'
import { createMixer, roll, useBackend } from '../../core/index.js'
import { background, beatSync, rootMeanSquares, snrMix, unmixedRows } from
  '../../domains/audio/index.js'

test.before(() => useBackend('cpu'))

interface Sounds { readonly data: Float32Array, readonly shape: number[] }

function sounds (rows: number, time: number, channels: number, turn: number): Sounds {
  return {
    data: Float32Array.from({ length: rows * time * channels },
      (_, k) => Math.sin(k * 1.7 + turn) * (0.2 + k % 3 / 5)),
    shape: [rows, time, channels]
  }
}

/** What is heard of a noise at a time, straight from the words of the documentation. */
function naive (
  noise: (at: number) => number, length: number, start: number, now: number,
  { fade, gap, once }: { fade: number, gap: number, once: boolean }
): number {
  const over = gap > 0 ? 0 : Math.min(fade, Math.floor(length / 2))
  let sum = 0
  for (let turn = 0; turn < (once ? 1 : 100); turn++) {
    const at = start + now - turn * (length + gap - over)
    if (at < 0 || at >= length) continue
    const rises = turn > 0 && at < over ? Math.sin(Math.PI / 2 * (at + 0.5) / over) : 1
    const falls = !once && at >= length - over
      ? Math.cos(Math.PI / 2 * (at - (length - over) + 0.5) / over)
      : 1
    sum += rises * falls * noise(at)
  }
  return sum
}

const cases = [
  { long: 5, fade: 0, gap: 0 }, { long: 7, fade: 2, gap: 0 }, { long: 5, fade: 9, gap: 0 },
  { long: 4, fade: 2, gap: 3 }, { long: 1, fade: 0, gap: 0 }, { long: 40, fade: 2, gap: 0 },
  { long: 6, fade: 0, gap: 0, shorter: 'once' }
] as const

for (const { long, fade, gap, ...rest } of cases) {
  test(`a noise of ${long} samples is heard as is written: ${JSON.stringify({ fade, gap,
    ...rest })}`, async t => {
    const x = sounds(3, 20, 2, 0)
    const noise = sounds(2, Math.max(long, 9), 2, 5)
    const once = 'shorter' in rest
    const mix = createMixer(background({ probability: 0.8, snr: [-3, 6], fade, gap, ...rest }), {
      seed: 4 + long, pools: { background: { x: noise } },
      signals: { lengths: () => ({ background: Int32Array.of(long, long) }) }
    })
    const plan = mix.plan({ x })
    const { draws, layers: [, layer] } = plan
    const host = mix.apply({ x }, plan).x.data
    const gains = layer.coefficient as Float64Array
    const { start } = layer.view![0] as { readonly start: Int32Array }
    const [, noiseTime] = noise.shape
    let drawn = 0
    for (let row = 0; row < 3; row++) {
      const chosen = draws.mix[row] === 1 ? draws.background[drawn++] : -1
      t.is(gains[row] > 0, chosen >= 0)
      for (let k = 0; k < 40; k++) {
        const heard = chosen < 0 ? 0 : naive(at =>
          noise.data[(chosen * noiseTime + at) * 2 + k % 2], long, start[row], k >> 1,
        { fade, gap, once })
        t.true(Math.abs(host[row * 40 + k] - x.data[row * 40 + k] - gains[row] * heard) < 1e-6)
      }
    }
    const device = await mix.apply({ x: tf.tensor(x.data, x.shape) }, plan).x.data()
    device.forEach((sample, k) => { t.true(Math.abs(sample - host[k]) < 1e-6) })
  })
}

test('a background has the SNR that was drawn, of what is heard of it', t => {
  const x = sounds(1, 30, 1, 0)
  const noise = sounds(1, 90, 1, 3)
  const mix = createMixer(background({ probability: 1, snr: [6, 6] }),
    { seed: 2, pools: { background: { x: noise } } })
  const added = mix.mix({ x }).batch.x.data.map((sample, k) => sample - x.data[k])
  const [own, other] = [x.data, added].map(data =>
    (rootMeanSquares({ x: { data, shape: [1, 30] } }) as Float64Array)[0])
  t.true(Math.abs(20 * Math.log10(own / other) - 6) < 1e-4)
})

test('an absolute background has its level; a silent one, and a silent row, change nothing', t => {
  const run = (x: Sounds, noise: Sounds, options: object): Float32Array => createMixer(
    background({ probability: 1, ...options }), { seed: 2, pools: { background: { x: noise } } }
  ).mix({ x }).batch.x.data
  const [x, noise] = [sounds(1, 30, 1, 0), sounds(1, 30, 1, 3)]
  const silent = { data: new Float32Array(30), shape: [1, 30, 1] }
  const alone = run(silent, noise, { level: 'absolute', rms: [-20, -20] })
  t.true(Math.abs(20 * Math.log10((rootMeanSquares({ x: { data: alone, shape: [1, 30] } }) as
    Float64Array)[0]) + 20) < 1e-4)
  t.deepEqual(run(x, silent, {}), x.data)
  t.deepEqual(run(silent, noise, {}), silent.data)
  t.deepEqual(run(silent, noise, { silence: 'raw' }), noise.data)
})

test('sounds on a device need their levels, and lengths are those of their pool', t => {
  const x = tf.zeros([1, 8, 1])
  const run = (signals: object): unknown => createMixer(background({ probability: 1 }),
    { pools: { background: { x } }, signals: signals as never }).plan({ x })
  t.throws(() => run({}), { code: 'SIGNAL', message: /"rms"/ })
  t.throws(() => run({ lengths: () => ({ background: Int32Array.of(9) }) }),
    { code: 'INPUT', message: /from 1 to 8 samples/ })
  t.throws(() => run({ lengths: () => Int32Array.of(8) }), { code: 'INPUT' })
  x.dispose()
})

const map = { beats: Int32Array.of(2, 30), downbeats: Int32Array.of(2, 30) }

function synced (
  options: object, maps = [map, map]
): { readonly plan: Plan, readonly data: Float32Array, readonly x: Sounds } {
  const x = sounds(2, 60, 2, 1)
  const mix = createMixer(beatSync({ probability: 1, shortest: 1, choose: 'first',
    normalise: false, pairing: roll(), ...options }), { seed: 3, signals: { beats: () => maps } })
  const plan = mix.plan({ x })
  return { plan, data: mix.apply({ x }, plan).x.data, x }
}

test('partners come and go with equal power', async t => {
  const { plan, data, x } = synced({ crossfade: 8 })
  const [lambda] = plan.draws.lambda
  for (let k = 0; k < 58; k++) {
    const u = Math.min(1, (Math.min(k, 57 - k) + 0.5) / 8)
    const [own, other] = [1 - (1 - lambda) * (1 - Math.cos(Math.PI / 2 * u)),
      (1 - lambda) * Math.sin(Math.PI / 2 * u)]
    for (const c of [0, 1]) {
      const [a, b] = [0, 60].map(row => x.data[(row + 2 + k) * 2 + c])
      t.true(Math.abs(data[k * 2 + c] - own * a - other * b) < 1e-6)
    }
  }
  const mix = createMixer(beatSync(), { signals: { beats: () => [map, map] } })
  const device = await mix.apply({ x: tf.tensor(x.data, x.shape) }, plan).x.data()
  device.forEach((sample, k) => { t.true(Math.abs(sample - data[k]) < 1e-6) })
})

test('the first channel alone is kept, as in the paper, and peaks are as they are asked', t => {
  const { plan, data, x } = synced({ channels: 'first', normalise: 'peak', peak: 0.25 })
  t.is(data.length, 120)
  t.true(Math.abs(Math.max(...data.map(Math.abs)) - 0.25) < 1e-6)
  const { shape } = createMixer(beatSync(), { signals: { beats: () => [map, map] } })
    .apply({ x: tf.tensor(x.data, x.shape) }, plan).x
  t.deepEqual(shape, [2, 60, 1])
})

test('a plan says which rows are heard alone, and why', t => {
  const none = { beats: new Int32Array(0), downbeats: new Int32Array(0) }
  const why = (options: object, maps = [map, map]): unknown =>
    unmixedRows(synced(options, maps).plan)
  t.deepEqual(why({}), [])
  t.deepEqual(why({}, [map, none]),
    [0, 1].map(row => ({ row, because: 'no-downbeats' })))
  t.deepEqual(why({ align: 'beat' }, [none, none])?.[0 as never], { row: 0, because: 'no-beats' })
  t.deepEqual(why({ shortest: 70 }), [0, 1].map(row => ({ row, because: 'too-short' })))
  t.deepEqual(why({ probability: 0 }), [0, 1].map(row => ({ row, because: 'chance' })))
  const alone = createMixer(beatSync(), { signals: { beats: () => [map] } })
    .plan({ x: sounds(1, 60, 1, 0) })
  t.deepEqual(unmixedRows(alone), [{ row: 0, because: 'no-partner' }])
})

for (const clip of ['none', 'peak', 'hard', 'tanh'] as const) {
  test(`mixes beyond full scale: ${clip}`, async t => {
    const x = { data: sounds(2, 30, 2, 0).data.map(sample => 2 * sample), shape: [2, 30, 2] }
    const options = { probability: 1, snr: [0, 0] as const, pairing: roll() }
    const run = (how: typeof clip) => createMixer(snrMix({ ...options, snr: [0, 0], clip: how }),
      { seed: 1, signals: { rms: rootMeanSquares } })
    const raw = run('none').mix({ x }).batch.x.data
    const { batch: { x: { data } }, plan } = run(clip).mix({ x })
    for (const row of [0, 1]) {
      const most = Math.max(...raw.subarray(row * 60, row * 60 + 60).map(Math.abs))
      t.true(most > 1)
      for (let k = row * 60; k < row * 60 + 60; k++) {
        const wanted = { none: raw[k], peak: raw[k] * 0.999 / most,
          hard: Math.min(0.999, Math.max(-0.999, raw[k])),
          tanh: 0.999 * Math.tanh(raw[k] / 0.999) }[clip]
        t.true(Math.abs(data[k] - wanted) < 1e-6)
      }
    }
    const device = await run(clip).apply({ x: tf.tensor(x.data, x.shape) }, plan).x.data()
    device.forEach((sample, k) => { t.true(Math.abs(sample - data[k]) < 1e-6) })
  })
}
