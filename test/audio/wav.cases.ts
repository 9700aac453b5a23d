import test from 'ava'
import { RemixtureError, Rng } from '../../core/index.js'
import { readWav, writeWav } from '../../domains/audio/index.js'
import type { WavKind } from '../../domains/audio/index.js'

const rng = Rng(4).fork('samples')
const channel = (): Float32Array => Float32Array.from({ length: 99 }, () => 2 * rng.uniform() - 1)
const recording = { sampleRate: 22050, channels: Array.from({ length: 8 }, channel) }

for (const [kind, step] of [
  ['pcm16', 2 ** -15], ['pcm24', 2 ** -23], ['pcm32', 2 ** -24], ['float32', 0]
] as ReadonlyArray<readonly [WavKind, number]>) {
  test(`eight channels come back from ${kind}`, t => {
    const { sampleRate, channels } = readWav(writeWav(recording, kind))
    t.is(sampleRate, 22050)
    t.is(channels.length, 8)
    channels.forEach((each, c) => {
      each.forEach((sample, k) => {
        t.true(Math.abs(sample - recording.channels[c][k]) <= step, `${c} ${k}`)
      })
    })
  })
}

test('what lies outside the range of whole numbers is cut there', t => {
  const { channels: [x] } = readWav(writeWav(
    { sampleRate: 8000, channels: [Float32Array.of(2, -2, 1, -1)] }))
  t.deepEqual([...x], [32767 / 32768, -1, 32767 / 32768, -1])
})

test('files that are none, cut off, or of another format are refused', t => {
  const bytes = writeWav(recording)
  const refused = (given: Uint8Array, says: RegExp): void => {
    const error = t.throws(() => readWav(given, 'a.wav'), { instanceOf: RemixtureError })
    t.is(error.code, 'FORMAT')
    t.regex(error.message, says)
  }
  refused(new Uint8Array(0), /is no WAV file/)
  refused(new TextEncoder().encode('ID3 is an MP3 with another name'), /is no WAV file/)
  refused(bytes.subarray(0, 500), /is cut off/)
  refused(bytes.subarray(0, 30), /is cut off/)
  const other = bytes.slice()
  other[20] = 6
  refused(other, /format 6/)
  const nan = writeWav(recording, 'float32')
  new DataView(nan.buffer).setFloat32(44, NaN, true)
  refused(nan, /not finite/)
})

test('channels of different lengths are not written', t => {
  const channels = [new Float32Array(2), new Float32Array(3)]
  t.throws(() => writeWav({ sampleRate: 8000, channels }), { code: 'INPUT' })
})
