import test from 'ava'
import {
  annotatedClip, beatStream, detectOnsets, featureExtractor, onsetMethods, onsetStream, scoreBeats,
  scoreOnsets, trackBeats
} from '../../domains/audio/index.js'
import type { BeatStreamOptions, Beats } from '../../domains/audio/index.js'
import { clip } from './clips.js'

for (const name of ['s05_house_128', 's09_waltz_150', 'd01_silence', 'd02_white_noise']) {
  test(`a sound in parts has the onsets of the whole: ${name}`, t => {
    const { x, sampleRate } = clip(name)
    const stream = onsetStream({ sampleRate })
    const found: number[] = []
    for (let at = 0; at < x.length; at += 777) found.push(...stream.push(x.subarray(at, at + 777)))
    t.true(found.length > 0 === !name.startsWith('d'))
    found.push(...stream.end())
    const whole = detectOnsets(x, { sampleRate })
    t.is(found.length, whole.length)
    found.forEach((time, k) => { t.true(Math.abs(time - whole[k]) < 0.005) })
    t.throws(() => stream.push(x), { code: 'INPUT' })
  })
}

test('every method finds the onsets of drums, and none in silence', t => {
  const { x, sampleRate, onsets } = clip('s05_house_128')
  for (const method of onsetMethods) {
    const { f } = scoreOnsets(onsets!, detectOnsets(x, { sampleRate, method }))
    t.true(f! > 0.6, `${method}: ${f}`)
    t.is(detectOnsets(new Float32Array(9000), { sampleRate, method }).length, 0)
  }
  t.throws(() => detectOnsets(x, { sampleRate, method: 'ear' as 'flux' }), { code: 'OPTION' })
})

test('extractors of two rates do not disturb one another, and silence has features', async t => {
  const tone = (rate: number, size: number): Float32Array =>
    Float32Array.from({ length: size }, (_, k) => Math.sin(2 * Math.PI * 440 * k / rate) / 2)
  const [low, high] = [await featureExtractor({ sampleRate: 16000 }),
    await featureExtractor({ sampleRate: 44100, size: 8192 })]
  for (const { sampleRate, size, extract } of [low, high, low]) {
    const { chroma, rms, mfcc, spectralCentroid } = extract(tone(sampleRate, size),
      ['chroma', 'rms', 'mfcc', 'spectralCentroid'])
    // A is the tenth pitch class from C
    t.is(chroma.indexOf(Math.max(...chroma)), 9)
    // Under its window, whose mean square is 3/8
    t.true(Math.abs(rms - 0.5 / Math.SQRT2 * Math.sqrt(3 / 8)) < 1e-3)
    t.is(mfcc.length, 13)
    t.true(mfcc.every(Number.isFinite))
    t.true(Math.abs(spectralCentroid * sampleRate / size - 440) < 40)
  }
  const silent = low.extract(new Float32Array(2048), ['spectralCentroid', 'spectralFlatness'])
  t.deepEqual(silent, { spectralCentroid: 0, spectralFlatness: 0 })
  t.throws(() => low.extract(new Float32Array(8), ['rms']), { code: 'INPUT' })
  t.throws(() => low.extract(new Float32Array(2048), ['spectralFlux' as 'rms']),
    { code: 'OPTION', message: /must be of rms/ })
  await t.throwsAsync(featureExtractor({ sampleRate: 16000, size: 1000 }), { code: 'OPTION' })
})

/** What a stream tells of a sound in parts of a length, or of several in turn. */
function streamed (
  x: Float32Array, options: BeatStreamOptions, lengths: readonly number[]
): Pick<Beats, 'beats' | 'downbeats'> & { readonly most: Readonly<Record<string, number>> } {
  const stream = beatStream(options)
  const [beats, downbeats]: number[][] = [[], []]
  const most = { frames: 0, samples: 0, beats: 0 }
  const take = (part: Beats): void => {
    beats.push(...part.beats)
    downbeats.push(...part.downbeats)
    for (const name of ['frames', 'samples', 'beats'] as const)
      most[name] = Math.max(most[name], stream.held[name])
  }
  for (let [at, k] = [0, 0]; at < x.length; k++) {
    const length = lengths[k % lengths.length]
    take(stream.push(x.subarray(at, at + length)))
    at += length
  }
  take(stream.end())
  return { beats: Float64Array.from(beats), downbeats: Float64Array.from(downbeats), most }
}

test('it does not matter how a stream is cut: beats, bars and onsets are the same numbers', t => {
  const { x, sampleRate } = annotatedClip({ seed: 7001, seconds: 24, sampleRate: 8000 })
  const options = { sampleRate, window: 8 }
  const onsets = (length: number): number[] => {
    const stream = onsetStream(options)
    const parts: number[] = []
    for (let at = 0; at < x.length; at += length)
      parts.push(...stream.push(x.subarray(at, at + length)))
    return [...parts, ...stream.end()]
  }
  const { most, ...whole } = streamed(x, options, [x.length])
  t.true(whole.beats.length > 40 && whole.downbeats.length > 8)
  for (const lengths of [[7], [997], [4096], [3, 40000, 0, 1, 12345]]) {
    const { beats, downbeats } = streamed(x, options, lengths)
    t.deepEqual({ beats, downbeats }, whole, String(lengths))
  }
  t.deepEqual(onsets(997), onsets(x.length))
  // Control: these are no numbers that everything has
  t.notDeepEqual(streamed(x.subarray(1), options, [997]).beats, whole.beats)
  t.notDeepEqual(streamed(x, { sampleRate, window: 12 }, [997]).beats, whole.beats)
})

test('a stream remembers a window, however long it goes on', t => {
  const clips = [30, 60].map(seconds => annotatedClip({ seed: 7001, seconds, sampleRate: 8000 }).x)
  const [short, long] = clips.map(x =>
    streamed(x, { sampleRate: 8000, window: 10 }, [1600]).most)
  for (const { frames, samples, beats } of [short, long])
    t.true(frames > 1900 && frames <= 2004 && samples < 12 * 8000 && beats < 40)
  // Control: what is held is told, and grows with the window
  const wide = streamed(clips[0], { sampleRate: 8000, window: 20 }, [1600]).most
  t.true(wide.frames > 1.9 * long.frames && wide.samples > 1.7 * long.samples)
})

for (const name of ['s05_house_128', 's09_waltz_150', 'd01_silence', 'd02_white_noise',
  'd03_single_click_400ms']) {
  test(`a sound no longer than a window has in a stream the beats of the whole: ${name}`, t => {
    const { x, sampleRate } = clip(name)
    const stream = beatStream({ sampleRate })
    t.is(stream.push(x.subarray(0, 7777)).beats.length, 0)
    t.is(stream.push(x.subarray(7777)).beats.length, 0)
    const told = stream.end()
    t.deepEqual(told, trackBeats(x, { sampleRate }))
    t.is(told.beats.length === 0, name.startsWith('d'))
    t.is(stream.end().beats.length, 0)
    t.throws(() => stream.push(x), { code: 'INPUT' })
  })
}

test('long silence, noise, a direct current and a click have no beats, in a stream as well', t => {
  const sampleRate = 8000
  const noise = clip('d02_white_noise').x
  const sounds = {
    silence: () => 0, noise: (k: number) => noise[k % noise.length], direct: () => 0.5,
    click: (k: number) => Number(k === 20 * sampleRate)
  }
  for (const [name, sound] of Object.entries(sounds)) {
    const x = Float32Array.from({ length: 40 * sampleRate }, (_, k) => sound(k))
    t.is(streamed(x, { sampleRate, window: 10 }, [5000]).beats.length, 0, name)
    const { beats, bpm, meter } = trackBeats(x, { sampleRate })
    t.deepEqual([beats.length, bpm, meter], [0, null, null], name)
  }
})

test('long music is tracked through steps of its tempo, and no beat is told in silence', t => {
  const { x, sampleRate, beats, onsets } =
    annotatedClip({ seed: 8, seconds: 60, sampleRate: 16000 })
  const silence = 40 * sampleRate
  const sound = new Float32Array(x.length + 2 * silence)
  sound.set(x, silence)
  const found = trackBeats(sound, { sampleRate })
  t.true(scoreBeats(beats.map(beat => beat + 40), found.beats).f! > 0.95)
  t.true(found.beats[0] > 38 && found.beats.at(-1)! < 103)
  const [{ bpm, share }] = found.candidates
  t.true(Math.abs(bpm / found.bpm! - 1) < 0.3 && share <= 1)
  // Control: one tempo for all of it is that of one half
  const { beats: one } = streamed(x, { sampleRate, window: 600 }, [x.length])
  t.true(scoreBeats(beats, one).f! < 0.8)
  const { f } = scoreOnsets(onsets.map(onset => onset + 40), detectOnsets(sound, { sampleRate }))
  t.true(f! > 0.95)
})

test('what is no window, no range of tempi and no threshold is refused', t => {
  const [x, sampleRate] = [new Float32Array(9), 8000]
  const refused = (call: () => unknown, message: RegExp): void => {
    t.throws(call, { code: 'OPTION', message })
  }
  refused(() => beatStream({ sampleRate, window: 5 }), /"window" must be from 8 to 600 s, got 5/)
  refused(() => beatStream({ sampleRate, window: '30' as never }), /"window" must be/)
  refused(() => beatStream({ sampleRate: NaN }), /"sampleRate"/)
  for (const range of [{ low: NaN, high: 9 }, { low: 0, high: 90 }, { low: 90, high: 60 }, 3,
    { low: '50', high: '60' }])
    refused(() => trackBeats(x, { sampleRate, range: range as never }), /"range" must be/)
  for (const threshold of [NaN, -1, '3' as never]) {
    refused(() => detectOnsets(x, { sampleRate, threshold }), /"threshold" must be at least 0/)
    refused(() => onsetStream({ sampleRate, threshold }), /"threshold" must be at least 0/)
  }
  t.throws(() => beatStream({ sampleRate }).push(Float32Array.of(NaN)), { code: 'INPUT' })
})
