import test from 'ava'
import { detectOnsets, limited, resample, scoreOnsets, stretch,
  truePeak } from '../../domains/audio/index.js'
import { clip } from './clips.js'

const sine = (frequency: number, rate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, k) => 0.5 * Math.sin(2 * Math.PI * frequency * k / rate))

for (const [from, to] of [[44100, 22050], [22050, 44100], [48000, 44100], [16000, 22050]]) {
  test(`a tone at ${from} Hz is the same tone at ${to} Hz`, t => {
    const made = resample(sine(1000, from, from), from, to)
    const wanted = sine(1000, to, to)
    t.is(made.length, to)
    for (let k = 1000; k < to - 1000; k++) {
      if (!(Math.abs(made[k] - wanted[k]) < 1e-4)) return t.fail(`${made[k]}, not ${wanted[k]}`)
    }
    t.pass()
  })
}

test('what a lower rate cannot hold is not folded back', t => {
  const made = resample(sine(15000, 44100, 44100), 44100, 22050)
  t.true(made.subarray(200, -200).every(sample => Math.abs(sample) < 1e-4))
})

for (const ratio of [0.95, 121 / 120, 1.06]) {
  test(`onsets of a sound of ${ratio} times the length lie where they should`, t => {
    const { x, sampleRate, onsets } = clip('p01_bam_a_120')
    const made = stretch(x, ratio, sampleRate)
    t.is(made.length, Math.round(x.length * ratio))
    const found = detectOnsets(made, { sampleRate })
    t.true(scoreOnsets(onsets!.map(time => time * ratio), found, 0.012).f! > 0.97)
    t.true(scoreOnsets(onsets!, found, 0.012).f! < 0.9)
  })
}

test('a stretched tone keeps its pitch', t => {
  const made = stretch(sine(440, 22050, 22050), 1.05, 22050)
  let crossings = 0
  for (let k = 1; k < made.length; k++) if (made[k - 1] < 0 && made[k] >= 0) crossings++
  t.true(Math.abs(crossings - 440 * 1.05) < 4)
})

test('the peak between samples is found', t => {
  const x = Float32Array.from({ length: 4000 },
    (_, k) => Math.sin(Math.PI / 2 * k + Math.PI / 4))
  t.true(Math.abs(truePeak(x) - 1) < 0.02)
})

test('samples stay within a ceiling', t => {
  const x = Float32Array.of(0.5, -2, 1)
  t.deepEqual([...limited(x, 'none')], [0.5, -2, 1])
  t.deepEqual([...limited(x, 'hard', 1)], [0.5, -1, 1])
  t.deepEqual([...limited(x, 'peak', 1)], [0.25, -1, 0.5])
  t.true(limited(x, 'tanh', 1).every(sample => Math.abs(sample) < 1))
  t.throws(() => limited(x, 'hard', 0), { code: 'OPTION' })
})
