/**
 * Trains a small network on log-mel pictures of bundled clips, on wasm: as they are, by mixup, by
 * Between-Class mixing, and mixed from a beat of each on. What is told apart is who plays; test
 * clips are the later parts of the same recordings, in as much noise as there is sound.
 */
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { readFile } from 'node:fs/promises'
import { Rng, createMixer, useBackend } from '../core/index.js'
import type { ConfiguredMixer, HostArray } from '../core/index.js'
import {
  beatMap, beatSync, betweenClass, decibels, loudestLevels, melSpectrogram, mixup, readWav,
  resample, trackBeats
} from '../domains/audio/index.js'
import { trainOnWasm } from '../plugins/train-wasm/index.js'

const [RATE, LENGTH, BANDS, FRAMES] = [16000, 16000, 32, 32]
const names = ['s03_drums_90', 's05_house_128', 's09_waltz_150', 'r01_loop_breakbeat_126',
  'r03_loop_mika_120']
const rng = Rng(3)

await useBackend('wasm')
await trainOnWasm({ replace: 'slow' })

/** Parts of a second, half a second apart: the first two thirds are learned from. */
const parts = (await Promise.all(names.map(async (name, label) => {
  const { channels, sampleRate } = readWav(await readFile(`examples/data/audio/${name}.wav`))
  const x = resample(channels[0], sampleRate, RATE)
  const count = Math.floor((x.length - LENGTH) / (LENGTH / 2))
  return Array.from({ length: count }, (_, k) => ({
    label,
    x: x.slice(k * LENGTH / 2, k * LENGTH / 2 + LENGTH),
    test: k > count * 2 / 3,
    // Shares samples with both
    between: k >= count * 2 / 3 - 1 && k <= count * 2 / 3
  }))
}))).flat().filter(({ between }) => !between)
const [train, test] = [false, true].map(which => parts.filter(part => part.test === which))

/** Log-mel pictures of waves `[rows, time]`, `[rows, bands, frames, 1]`, about 0. */
function pictures ({ data, shape: [rows] }: HostArray<Float32Array>): tf.Tensor4D {
  const all = new Float32Array(rows * BANDS * FRAMES)
  for (let row = 0; row < rows; row++) {
    const wave = data.subarray(row * LENGTH, (row + 1) * LENGTH)
    const mel = decibels(melSpectrogram(wave,
      { sampleRate: RATE, size: 1024, hop: LENGTH / FRAMES, bands: BANDS }), 60)
    for (let band = 0; band < BANDS; band++)
      for (let k = 0; k < FRAMES; k++)
        all[(row * BANDS + band) * FRAMES + k] = mel.data[band * mel.frames + k] / 20
  }
  return tf.tensor4d(all, [rows, BANDS, FRAMES, 1])
}

function batchOf (
  list: typeof parts, noise: number
): { readonly x: HostArray<Float32Array>, readonly label: Int32Array } {
  const data = new Float32Array(list.length * LENGTH)
  list.forEach(({ x }, row) => {
    const level = noise * Math.sqrt(3 * x.reduce((sum, each) => sum + each * each, 0) / LENGTH)
    data.set(x.map(sample => sample + level * (2 * rng.uniform() - 1)), row * LENGTH)
  })
  return { x: { data, shape: [list.length, LENGTH] },
    label: Int32Array.from(list, ({ label }) => label) }
}

function network (): layers.Sequential {
  const conv = (filters: number, first = false): layers.layers.Layer[] => [
    layers.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu',
      kernelInitializer: layers.initializers.heNormal({ seed: filters }),
      ...first ? { inputShape: [BANDS, FRAMES, 1] } : {} }),
    layers.layers.maxPooling2d({ poolSize: 2 })
  ]
  const model = layers.sequential({ layers: [...conv(8, true), ...conv(16),
    layers.layers.flatten(), layers.layers.dense({ units: names.length, activation: 'softmax',
      kernelInitializer: layers.initializers.glorotNormal({ seed: 1 }) })] })
  model.compile({
    optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy', metrics: ['accuracy']
  })
  return model
}

const batch = batchOf(train, 0)
const maps = train.map(({ x }) => beatMap(trackBeats(x, { sampleRate: RATE }), RATE, LENGTH))
const signals = { beats: () => maps, levels: loudestLevels({ sampleRate: RATE }) }
const ways: ReadonlyArray<readonly [string, ConfiguredMixer | undefined]> = [
  ['none', undefined],
  ['mixup', mixup({ alpha: 0.4, per: 'sample' })],
  ['Between-Class', betweenClass()],
  ['beat-synchronous', beatSync({ align: 'beat', normalise: false, fallback: 'mixup' })]
]
const settings = { targets: { label: { classes: names.length } }, domain: 'audio' } as const
const plain = createMixer(mixup({ alpha: 0 }), { ...settings, seed: 1 })
const seen = plain.mix(batchOf(test, 1)).batch
for (const [name, mixer] of ways) {
  const mix = mixer === undefined ? plain : createMixer(mixer, { ...settings, seed: 7, signals })
  const model = network()
  for (let epoch = 0; epoch < 30; epoch++) {
    const { x, label } = mix.mix(batch).batch as unknown as
      Readonly<Record<'x' | 'label', HostArray<Float32Array>>>
    const [pixels, y] = [pictures(x), tf.tensor2d(label.data, [train.length, names.length])]
    await model.fit(pixels, y, { batchSize: 16, epochs: 1, verbose: 0 })
    tf.dispose([pixels, y])
  }
  const pixels = pictures(seen.x)
  const found = tf.argMax(model.predict(pixels) as tf.Tensor2D, 1)
  const labels = batchOf(test, 0).label
  const right = (await found.data()).filter((each, k) => each === labels[k]).length
  console.log(`${name.padEnd(17)} test accuracy ${(right / test.length).toFixed(3)}`)
}
