import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { Rng, createMixer, roll, useBackend } from '../../core/index.js'
import type { Boxes } from '../../core/index.js'
import {
  aWeightedLevels, beatMap, beatSplice, beatSync, betweenClass, latentMixup, loudestLevels,
  loudness, rootMeanSquares, snrMix, spectrogramMixup, tempoGroups, timeCutmix, trackBeats
} from '../../domains/audio/index.js'
import { clip } from './clips.js'

test.before(() => useBackend('cpu'))
const rng = Rng(8).fork('sounds')

function sounds (rows: number, time: number, gains: readonly number[]): Float32Array {
  return Float32Array.from({ length: rows * time },
    (_, k) => gains[Math.floor(k / time)] * (2 * rng.uniform() - 1))
}

test('a sound and a silent one are the sound, or nearly nothing as in the code', t => {
  const x = { data: sounds(2, 4096, [0.5, 0]), shape: [2, 4096] }
  const mixed = (silence: 'skip' | 'reference'): Float32Array =>
    createMixer(betweenClass({ silence, pairing: roll() }),
      { seed: 1, signals: { levels: loudestLevels({ sampleRate: 16000 }) } })
      .mix({ x }).batch.x.data
  t.deepEqual(mixed('skip').subarray(0, 4096), x.data.subarray(0, 4096))
  t.deepEqual(mixed('skip').subarray(4096), x.data.subarray(0, 4096))
  t.true(mixed('reference').every(sample => Math.abs(sample) < 0.01))
})

test('an SNR mix has the SNR that was drawn', t => {
  const x = { data: sounds(2, 4000, [0.5, 0.1]), shape: [2, 4000] }
  const mix = createMixer(snrMix({ snr: [6, 6], probability: 1, pairing: roll(), target: 'mix' }),
    { seed: 1, signals: { rms: rootMeanSquares } })
  const { batch: { x: { data } } } = mix.mix({ x })
  const power = (list: Float32Array): number => list.reduce((sum, each) => sum + each ** 2, 0)
  const own = x.data.subarray(0, 4000)
  const added = data.subarray(0, 4000).map((sample, k) => sample - own[k])
  t.true(Math.abs(10 * Math.log10(power(own) / power(added)) - 6) < 1e-3)
})

test('a silent partner is not added', t => {
  const x = { data: sounds(2, 400, [0.5, 0]), shape: [2, 400] }
  const mix = createMixer(snrMix({ probability: 1, pairing: roll() }),
    { seed: 1, signals: { rms: rootMeanSquares } })
  t.deepEqual(mix.mix({ x }).batch.x.data, x.data)
})

test('powers of decibels are blended as sounds are', async t => {
  const x = tf.tensor3d([0, -80, 10, 20, 30, -300], [2, 1, 3])
  const mix = createMixer(spectrogramMixup({ scale: 'power', pairing: roll() }), { seed: 3 })
  const { batch, plan } = mix.mix({ x })
  const lambda = plan.draws.lambda[0]
  const [a, b] = [[0, -80, 10], [20, 30, -300]]
  const mixed = await batch.x.data()
  a.forEach((level, k) => {
    const wanted = 10 * Math.log10(lambda * 10 ** (level / 10) + (1 - lambda) * 10 ** (b[k] / 10))
    t.true(Math.abs(mixed[k] - wanted) < 1e-3)
  })
})

test('closing steps do on the host what they do on tensors', async t => {
  const x = { data: sounds(2, 60, [0.5, 0.2]), shape: [2, 30, 2] }
  const maps = [0, 1].map(k => ({
    beats: Int32Array.of(), downbeats: Int32Array.of(1 + k, 9, 17), length: 28 - k
  }))
  const mix = createMixer(
    beatSync({ probability: 1, shortest: 1, segment: 12, pairing: roll() }),
    { seed: 5, signals: { beats: () => maps } })
  const plan = mix.plan({ x })
  const host = mix.apply({ x }, plan).x
  const device = mix.apply({ x: tf.tensor(x.data, x.shape) }, plan).x
  t.deepEqual([...host.shape], [2, 12, 2])
  t.deepEqual(device.shape, [2, 12, 2])
  const seen = await device.data()
  host.data.forEach((sample, k) => { t.true(Math.abs(sample - seen[k]) < 1e-6) })
})

test('silence stays silence, and never becomes NaN', t => {
  const x = { data: new Float32Array(200), shape: [2, 100] }
  const none = { beats: new Int32Array(0), downbeats: new Int32Array(0) }
  const mix = createMixer(beatSync({ probability: 1 }),
    { seed: 1, signals: { beats: () => [none, none] } })
  t.true(mix.mix({ x }).batch.x.data.every(sample => sample === 0))
})

test('without beats a row is as it is, mixed from its first sample, or refused', t => {
  const x = { data: sounds(2, 400, [0.5, 0.3]), shape: [2, 400] }
  const none = { beats: new Int32Array(0), downbeats: new Int32Array(0) }
  const run = (fallback: 'anchor' | 'mixup' | 'throw'): Float32Array =>
    createMixer(beatSync({ probability: 1, normalise: false, fallback, pairing: roll() }),
      { seed: 2, signals: { beats: () => [none, none] } }).mix({ x }).batch.x.data
  t.deepEqual(run('anchor'), x.data)
  t.notDeepEqual(run('mixup'), x.data)
  t.throws(() => run('throw'), { message: /two downbeats at least/ })
})

test('the bars of two pieces at 120 and 121 bpm begin together within 10 ms', t => {
  const pair = ['p01_bam_a_120', 'p02_bam_b_121'].map(clip)
  const { sampleRate } = pair[0]
  const time = Math.max(...pair.map(({ x }) => x.length))
  const data = new Float32Array(2 * time)
  pair.forEach(({ x }, k) => { data.set(x, k * time) })
  const tracked = pair.map(({ x }) => trackBeats(x, { sampleRate }))
  const maps = tracked.map((each, k) => beatMap(each, sampleRate, pair[k].x.length))
  const mix = createMixer(beatSync({ probability: 1, choose: 'first', pairing: tempoGroups() }), {
    seed: 1,
    signals: { beats: () => maps, tempi: () => Float64Array.from(tracked, ({ bpm }) => bpm ?? 0) }
  })
  const plan = mix.plan({ x: { data, shape: [2, time] } })
  t.deepEqual(plan.layers[1].source?.rows, Int32Array.of(1, 0))
  const starts = plan.layers.map(({ where }) => (where as Boxes).from!.start[0])
  starts.forEach((start, k) => {
    const off = Math.min(...pair[k].downbeats!.map(time => Math.abs(time - start / sampleRate)))
    t.true(off < 0.01, `${off}`)
  })
})

test('codes are mixed where they were chosen', async t => {
  const [z, first, second] = [1, 2, 3].map(value => tf.fill([4, 2, 3], value))
  const mix = createMixer(latentMixup({ probability: 0.5 }),
    { seed: 6, pools: { first: { x: first }, second: { x: second } } })
  const { batch, plan } = mix.mix({ x: z })
  const seen = await batch.x.data()
  let drawn = 0
  plan.draws.mix.forEach((mixes, row) => {
    const wanted = mixes === 1 ? 3 - plan.draws.lambda[drawn++] : 1
    t.true(Math.abs(seen[row * 6] - wanted) < 1e-6)
  })
  t.true(drawn > 0)
})

test('a sound shorter than a window has a level, and silence has no loudness', t => {
  t.is(aWeightedLevels(new Float32Array(10).fill(0.5), 16000).length, 1)
  t.is(loudness([new Float32Array(48000)], 48000), null)
  t.is(loudness([new Float32Array(100).fill(0.5)], 48000), null)
})

test('from beat to beat one of two is heard, by chance or by a pattern', t => {
  const time = 600
  const beats = [[0, 100, 200, 300, 400, 500], [50, 190, 330], [120]]
  const maps = beats.map(list =>
    beatMap({ beats: list.map(beat => beat / time), downbeats: [] }, time, time))
  const x = { data: Float32Array.from({ length: 3 * time }, (_, k) => Math.floor(k / time)),
    shape: [3, time] }
  const label = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
  let heard = 0
  for (const [every, pattern] of [[1, undefined], [2, undefined], [1, [true, false, false]],
    [2, [false, true]]] as const) {
    for (let seed = 0; seed < 12; seed++) {
      const splice = beatSplice({ every, partner: 0.4, pairing: roll(),
        ...pattern && { pattern: [...pattern] } })
      const { batch, plan } = createMixer(splice,
        { seed, targets: ['label'], signals: { beats: () => maps } }).mix({ x, label })
      let drawn = 0
      beats.forEach((list, row) => {
        const partner = (row + 2) % 3
        const inside = list.filter((beat, k) => k % every === 0 && beat > 0)
        const edges = [0, ...inside, time]
        const spans = edges.slice(0, -1).map((edge, k): [number, number, boolean] =>
          [edge, edges[k + 1], list.length > 1 &&
            (pattern?.[k % pattern.length] ?? plan.draws.partner[drawn++] === 1)])
        const start = plan.draws.start[0]
        if (list.length < 2) spans.push([start, start + 240, true])
        const wanted = Float32Array.from({ length: time }, (_, at) =>
          spans.some(([from, to, shown]) => shown && at >= from && at < to) ? partner : row)
        t.deepEqual(batch.x.data.subarray(row * time, (row + 1) * time), wanted)
        const share = wanted.filter(each => each === partner).length / time
        t.true(Math.abs(Number(batch.label.data[3 * row + partner]) - share) < 1e-6)
        heard += share
      })
    }
  }
  t.true(heard > 20)
  t.throws(() => beatSplice({ pattern: [] }), { message: /"pattern" must hold at least one/ })
})

test('a span that snaps goes from beat to beat of its row, and the target follows', t => {
  const time = 1000
  const beats = [[0.1, 0.3, 0.5, 0.7], [0.25, 0.75], []]
  const maps = beats.map(list => beatMap({ beats: list, downbeats: list.slice(0, 1) }, time, time))
  const x = { data: Float32Array.from({ length: 3 * time }, (_, k) => Math.floor(k / time)),
    shape: [3, time] }
  const label = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
  for (const fade of [0, 20]) {
    let changed = 0
    for (let seed = 0; seed < 20; seed++) {
      const of = (snap: 'none' | 'beats' | 'downbeats') =>
        createMixer(timeCutmix({ pairing: roll(), fade, per: 'sample', snap }),
          { seed, targets: ['label'], signals: { beats: () => maps } }).mix({ x, label }).batch
      const [snapped, free] = [of('beats'), of('none')]
      beats.forEach((list, row) => {
        const seen = snapped.x.data.subarray(row * time, (row + 1) * time)
        const allowed = [0, ...list.map(beat => Math.floor(beat * time)), time]
        const partner = (row + 2) % 3
        // Where the partner is heard more than the row: a crossing is in its middle at an edge
        const edges = Array.from(seen.keys()).filter(k => k > 0 &&
          (Math.abs(seen[k] - partner) < Math.abs(seen[k] - row)) !==
          (Math.abs(seen[k - 1] - partner) < Math.abs(seen[k - 1] - row)))
        if (list.length > 0 && fade === 0)
          t.true(edges.every(edge => allowed.includes(edge)), `${row} ${edges.join()}`)
        if (list.length === 0)
          t.deepEqual(seen, free.x.data.subarray(row * time, (row + 1) * time))
        const share = Number(snapped.label.data[3 * row + partner])
        const heard = edges.length === 2 ? (edges[1] - edges[0]) / time : undefined
        if (fade === 0 && heard !== undefined) {
          const inner = seen[0] === partner ? 1 - heard : heard
          t.true(Math.abs(share - inner) < 1e-6, `${share} ${inner}`)
        }
        changed += Number(share !== Number(free.label.data[3 * row + partner]))
      })
    }
    t.true(changed > 20)
  }
  t.throws(() => createMixer(timeCutmix({ snap: 'beats' }), { seed: 1 }).mix({ x }),
    { code: 'SIGNAL' })
})
