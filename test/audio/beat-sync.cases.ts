import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, createRegistry, roll, useBackend } from '../../core/index.js'
import type { Boxes, Plan } from '../../core/index.js'
import {
  BEAT_TRACKER, audioDomain, beatMap, beatPeriod, beatSync, channelRootMeanSquares,
  detectOnsets, loudness, rootMeanSquares, snrMix, tempiMatch, trackBeats
} from '../../domains/audio/index.js'
import { clip } from './clips.js'

test.before(() => useBackend('cpu'))

const names = ['p01_bam_a_120', 'p02_bam_b_121']

/** The pair of clips as a batch. */
function pair (): { readonly x: { data: Float32Array, shape: number[] }, readonly rate: number } {
  const clips = names.map(clip)
  const time = Math.max(...clips.map(({ x }) => x.length))
  const data = new Float32Array(2 * time)
  clips.forEach(({ x }, k) => { data.set(x, k * time) })
  return { x: { data, shape: [2, time] }, rate: clips[0].sampleRate }
}

test('the tracker of the registry is asked, and another one in its place', t => {
  const { x, rate } = pair()
  const first = (plan: Plan): number => (plan.layers[0].where as Boxes).from!.start[0]
  const options = { probability: 1, choose: 'first', sampleRate: rate, pairing: roll() } as const
  const own = createMixer(beatSync(options), { seed: 1 }).plan({ x })
  t.is(first(own), beatMap(trackBeats(clip(names[0]).x, { sampleRate: rate }), rate).downbeats[0])
  const registry = createRegistry(audioDomain).rebind(BEAT_TRACKER, {
    track: () => ({ beats: [1, 2, 3, 4], downbeats: [2, 3] })
  })
  const other = createMixer(beatSync(options), { seed: 1, registry }).plan({ x })
  t.is(first(other), 2 * rate)
  const corrected = { beats: Int32Array.of(10, 20), downbeats: Int32Array.of(700, 20) }
  const given = createMixer(beatSync(options),
    { seed: 1, registry, signals: { beats: () => [corrected, corrected] } }).plan({ x })
  t.is(first(given), 700)
})

test('stretched partners keep within 10 ms of the beats all along', t => {
  const { x, rate } = pair()
  const mix = createMixer(beatSync({
    probability: 1, choose: 'first', sampleRate: rate, stretch: 'wsola', normalise: false,
    pairing: roll()
  }), { seed: 1 })
  const plan = mix.plan({ x })
  // Only the partner is heard
  const [own, over] = plan.layers
  const alone = { ...plan, layers: [own, { ...over, coefficient: new Float64Array(2).fill(1) }] }
  const { x: { data } } = mix.apply({ x }, alone)
  const length = (own.where as Boxes).end[0]
  const heard = detectOnsets(data.slice(0, length), { sampleRate: rate })
  const from = (own.where as Boxes).from!.start[0] / rate
  const { start: [start] } = over.view![0] as { readonly start: Int32Array }
  const end = Math.min(length, clip(names[1]).x.length - start) / rate
  const beats = clip(names[0]).beats!.map(beat => beat - from)
    .filter(beat => beat > 0.2 && beat < end - 0.6)
  t.true(beats.length > 10)
  for (const beat of beats) {
    const off = Math.min(...heard.map(each => Math.abs(each - beat)))
    t.true(off < 0.01, `${beat}: ${off}`)
  }
})

test('sounds on a device are not stretched, and need their beats', t => {
  const { x, rate } = pair()
  const on = { x: tf.tensor(x.data, x.shape) }
  t.throws(() => createMixer(beatSync({ sampleRate: rate })).plan(on),
    { code: 'SIGNAL', message: /"beats"; give it, or sounds on the host/ })
  t.throws(() => createMixer(beatSync({ sampleRate: rate, stretch: 'wsola' })).plan(on),
    { code: 'INPUT', message: /must be on the host/ })
  t.throws(() => createMixer(beatSync({ stretch: 'wsola' })).plan({ x }),
    { code: 'OPTION', message: /"sampleRate" must be given with "stretch"/ })
  t.throws(() => createMixer(beatSync()).plan({ x }), { code: 'SIGNAL' })
  on.x.dispose()
})

test('partners are as loud as the row', t => {
  const { x: { data, shape }, rate } = pair()
  const [, time] = shape
  const x = { data: data.map((sample, k) => k < time ? sample * 0.2 : sample), shape }
  const rows = [0, 1].map(k => x.data.subarray(k * time, (k + 1) * time))
  const gain = (by: 'rms' | 'lufs'): number => {
    const { layers } = createMixer(beatSync({ gain: by, sampleRate: rate, pairing: roll() }),
      { seed: 1 }).plan({ x })
    return (layers[1].view![0] as { readonly by: Float64Array }).by[0]
  }
  const levels = rows.map(row => rootMeanSquares({ x: { data: row, shape: [1, time] } }))
  t.true(Math.abs(gain('rms') - (levels[0] as Float64Array)[0] / (levels[1] as Float64Array)[0]) <
    1e-9)
  const [a, b] = rows.map(row => loudness([row], rate)!)
  t.true(Math.abs(20 * Math.log10(gain('lufs')) - (a - b)) < 1e-9)
})

test('captions follow what is heard', t => {
  const x = { data: new Float32Array(200).map((_, k) => Math.sin(k)), shape: [2, 100] }
  const map = { beats: Int32Array.of(5, 20), downbeats: Int32Array.of(5, 20) }
  const run = (target: 'mix' | 'anchor'): readonly string[] => createMixer(
    beatSync({ probability: 1, shortest: 1, target, pairing: roll() }),
    { seed: 3, signals: { beats: () => [map, map] } }
  ).mix({ x, caption: ['a dog', 'rain'] }).batch.caption
  t.deepEqual(run('anchor'), ['a dog', 'rain'])
  run('mix').forEach(text => { t.regex(text, /^(a dog and rain|rain and a dog)$/) })
  t.throws(() => createMixer(beatSync(), { signals: { beats: () => [map, map] } })
    .mix({ x, caption: ['a dog'] }), { code: 'TARGET', message: /list of 2 texts/ })
})

test('every channel of an SNR mix has the SNR that was drawn, on any device', async t => {
  const data = Float32Array.from({ length: 4000 },
    (_, k) => Math.sin(k * 1.7) * [1, 0.1, 0.3, 0.7][Math.floor(k / 2000) * 2 + k % 2])
  const x = { data, shape: [2, 1000, 2] }
  const levels = channelRootMeanSquares({ x }) as Float64Array
  const mix = createMixer(snrMix({ snr: [6, 6], probability: 1, pairing: roll(), target: 'mix' }),
    { seed: 1, signals: { rms: () => levels } })
  const plan = mix.plan({ x })
  const host = mix.apply({ x }, plan).x.data
  for (const channel of [0, 1]) {
    let [own, added] = [0, 0]
    for (let k = channel; k < 2000; k += 2) {
      own += data[k] ** 2
      added += (host[k] - data[k]) ** 2
    }
    t.true(Math.abs(10 * Math.log10(own / added) - 6) < 1e-3)
  }
  const device = mix.apply({ x: tf.tensor(data, x.shape) }, plan).x
  ;(await device.data()).forEach((sample, k) => { t.true(Math.abs(sample - host[k]) < 1e-6) })
})

test('samples that are not finite are refused before they spread', t => {
  const x = { data: Float32Array.of(0, 1, NaN, 1), shape: [2, 2] }
  const map = { beats: Int32Array.of(0, 1), downbeats: Int32Array.of(0, 1) }
  t.throws(() => createMixer(beatSync(), { signals: { beats: () => [map, map] } }).mix({ x }),
    { code: 'INPUT', message: /x.data\[2\]" must be a finite number, got NaN/ })
})

test('tempi match by groups, by a tolerance, or an octave apart', t => {
  const groups = { width: 3, octaves: false }
  t.true(tempiMatch(120, 122, groups))
  t.false(tempiMatch(119, 120, groups))
  t.true(tempiMatch(119, 120, { ...groups, tolerance: 0.01 }))
  t.false(tempiMatch(60, 120, groups))
  t.true(tempiMatch(60, 120, { ...groups, octaves: true }))
  t.true(tempiMatch(121, 60, { width: 3, tolerance: 0.06, octaves: true }))
  t.false(tempiMatch(0, 120, { width: 3, tolerance: 0.06, octaves: true }))
})

test('beats that are missing do not change their distance', t => {
  t.true(Math.abs(beatPeriod([0, 1, 2, 4, 5, 8, 9, 10]) - 1) < 1e-12)
  t.is(beatPeriod([3]), 0)
})
