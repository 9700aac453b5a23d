import test from 'ava'
import {
  detectOnsets, featureExtractor, onsetMethods, onsetStream, scoreOnsets
} from '../../domains/audio/index.js'
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
