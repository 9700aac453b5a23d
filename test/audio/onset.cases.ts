import test from 'ava'
import { RemixtureError } from '../../core/index.js'
import type { ErrorCode } from '../../core/index.js'
import {
  annotatedClip, detectOnsets, dynamicBeats, estimateTempo, scoreBeats, scoreOnsets, trackBeats
} from '../../domains/audio/index.js'
import { clip } from './clips.js'

for (const name of ['d01_silence', 'd02_white_noise', 'd03_single_click_400ms']) {
  test(`${name} has no beats and no tempo`, t => {
    const { x, sampleRate, onsets } = clip(name)
    t.is(detectOnsets(x, { sampleRate }).length, onsets!.length)
    const { beats, bpm, downbeats, meter } = trackBeats(x, { sampleRate })
    t.deepEqual([beats.length, bpm, downbeats.length, meter], [0, null, 0, null])
  })
}

test('a direct current, and no samples at all, have no onsets and no beats', t => {
  for (const x of [new Float32Array(22050).fill(0.5), new Float32Array(0)]) {
    t.is(detectOnsets(x, { sampleRate: 22050 }).length, 0)
    t.is(estimateTempo(x, { sampleRate: 22050 }).bpm, null)
  }
})

test('one click, two, and a tone that begins and ends are no rhythm; three clicks are', t => {
  const sampleRate = 22050
  const clicks = (...at: number[]): Float32Array =>
    Float32Array.from({ length: 1.2 * sampleRate }, (_, k) => Number(at.includes(k)))
  const tone = Float32Array.from({ length: sampleRate }, (_, k) => Math.sin(k) / 3)
  for (const x of [clicks(3000), clicks(6000, 14000), tone])
    t.is(trackBeats(x, { sampleRate }).bpm, null)
  // Control: it is not that sounds so short have none
  const { beats, bpm } = trackBeats(clicks(2205, 13230, 24255), { sampleRate })
  t.is(beats.length, 3)
  t.true(Math.abs(bpm! / 120 - 1) < 0.01)
})

for (const [name, meter] of [['s01_click_120', 4], ['s09_waltz_150', 3]] as const) {
  test(`onsets, beats and bars of ${name} are found`, t => {
    const { x, sampleRate, onsets, beats, downbeats, bpm } = clip(name)
    t.true(scoreOnsets(onsets!, detectOnsets(x, { sampleRate })).f! > 0.95)
    const found = trackBeats(x, { sampleRate })
    t.true(scoreBeats(beats!, found.beats).f! > 0.95)
    t.true(scoreBeats(downbeats!, found.downbeats).f! > 0.95)
    t.is(found.meter, meter)
    // Less than half a percent off
    t.true(Math.abs(found.bpm! / bpm! - 1) < 0.005)
  })
}

test('clicks are found to ten milliseconds', t => {
  const { x, sampleRate, onsets } = clip('s01_click_120')
  const found = detectOnsets(x, { sampleRate })
  t.is(found.length, onsets!.length)
  found.forEach((time, k) => { t.true(Math.abs(time - onsets![k]) < 0.01) })
})

test('candidates are other ways to hear a sound, and their shares sum to 1', t => {
  const { x, sampleRate } = clip('p01_bam_a_120')
  const { candidates, bpm } = estimateTempo(x, { sampleRate })
  t.true(Math.abs(candidates[0].bpm - bpm!) < 1)
  t.true(Math.abs(candidates.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9)
  const slow = estimateTempo(x, { sampleRate, range: { low: 45, high: 80 } })
  t.true(Math.abs(slow.bpm! - 60) < 1)
})

test('what is no sound, and no rate, is refused', t => {
  const refused = (call: () => unknown, code: ErrorCode): void => {
    t.is(t.throws(call, { instanceOf: RemixtureError })?.code, code)
  }
  refused(() => detectOnsets([0, 1] as never, { sampleRate: 22050 }), 'INPUT')
  refused(() => trackBeats(Float32Array.of(0, NaN), { sampleRate: 22050 }), 'INPUT')
  refused(() => trackBeats(new Float32Array(9), { sampleRate: 0 }), 'OPTION')
  refused(() => trackBeats(new Float32Array(9), undefined as never), 'OPTION')
  refused(() => detectOnsets(new Float32Array(9), undefined as never), 'OPTION')
})

test('a generated clip is the same for the same seed, and annotated', t => {
  const [one, again, other] = [3, 3, 4].map(seed => annotatedClip({ seed, seconds: 4 }))
  t.deepEqual(one, again)
  t.notDeepEqual(one.x, other.x)
  t.true(one.downbeats.every(time => one.beats.includes(time)))
  t.true(one.x.every(Number.isFinite))
})

test('a generated clip may step to another tempo, ramp, swing, or lack beats', t => {
  const clips = Array.from({ length: 60 }, (_, seed) => annotatedClip({ seed, seconds: 8 }))
  for (const what of ['swing', 'ramp', 'step', 'missing', 'noise', 'legato', 'waltz'])
    t.true(clips.some(({ about }) => about.includes(what)), what)
  const { beats } = clips.find(({ about }) => about.includes('step'))!
  const gaps = beats.slice(1).map((beat, k) => beat - beats[k])
  const [before, after] = [gaps[0], gaps[gaps.length - 1]]
  t.true(before / after >= 1.1 - 1e-9 && before / after <= 1.35)
  gaps.forEach(gap => { t.true(Math.min(Math.abs(gap - before), Math.abs(gap - after)) < 1e-9) })
})

test('beats of a known tempo are those of librosa, to the first and the last frame', t => {
  const strength = new Float64Array(120)
  for (const [k, frame] of [9, 19, 30, 40, 49, 60, 70, 81, 90, 100, 109].entries())
    strength[frame] = [3, 1, 2, 1][k % 4]
  strength.set([0.02], 3)
  strength.set([0.5], 35)
  strength.set([0.25], 64)
  strength.set([0.01], 117)
  const beats = (tempo: number, trim: boolean): number[] =>
    [...dynamicBeats(strength, { tempo, trim, rate: 100 })]
  t.deepEqual(beats(600, true), [9, 19, 30, 40, 49, 60, 70, 80, 90, 100, 109])
  t.deepEqual(beats(600, false), [0, 9, 19, 30, 40, 49, 60, 70, 80, 90, 100, 109, 119])
  t.deepEqual(beats(480, false), [1, 13, 25, 37, 49, 60, 70, 81, 93, 105, 117])
  t.deepEqual(dynamicBeats(new Float64Array(50), { tempo: 120, rate: 100 }).length, 0)
})
