/**
 * Beat-synchronous latent mixup: two loops from a downbeat of each on are encoded, their codes are
 * mixed, and a mix is decoded to `latent-mix.wav` in the folder that is named, if one is.
 *
 * The encoder here is a cosine transform that keeps the lower quarter of its terms; yours is that
 * of a diffusion model, and its decoder may follow `mix` in the same tidy.
 */
import * as tf from '@tensorflow/tfjs-core'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createMixer, roll, useBackend } from '../core/index.js'
import { beatMap, beatSync, latentMixup, readWav, trackBeats, writeWav } from
  '../domains/audio/index.js'

await useBackend()
const [FRAME, TERMS, SEGMENT] = [64, 16, 2 ** 16]

// 1. Two loops of one tempo, as one batch, and their beats
const loops = await Promise.all(['p01_bam_a_120', 'p02_bam_b_121'].map(async name =>
  readWav(await readFile(`examples/data/audio/${name}.wav`))))
const [{ sampleRate }] = loops
const time = Math.max(...loops.map(({ channels: [x] }) => x.length))
const x = { data: new Float32Array(2 * time), shape: [2, time] }
loops.forEach(({ channels: [samples] }, row) => { x.data.set(samples, row * time) })
const maps = loops.map(({ channels: [samples] }) =>
  beatMap(trackBeats(samples, { sampleRate }), sampleRate, samples.length))

// 2. Each from its downbeat on, alone: a plan is data, so its partner may be heard as one likes
const align = createMixer(
  beatSync({ probability: 1, segment: SEGMENT, crop: 'center', pairing: roll() }),
  { seed: 7, signals: { beats: () => maps } })
const plan = align.plan({ x })
const heard = (share: number): tf.Tensor => {
  const [own, partner] = plan.layers
  const coefficient = new Float64Array(2).fill(share)
  const { x: { data, shape } } =
    align.apply({ x }, { ...plan, layers: [own, { ...partner, coefficient }] })
  return tf.tensor(data, [...shape])
}

// 3. An encoder and its decoder: [rows, samples] to [rows, frames, terms] and back
const basis = tf.tensor2d(Float32Array.from({ length: FRAME * TERMS }, (_, k) => {
  const [sample, term] = [Math.floor(k / TERMS), k % TERMS]
  return Math.sqrt((term === 0 ? 1 : 2) / FRAME) *
    Math.cos(Math.PI / FRAME * (sample + 0.5) * term)
}), [FRAME, TERMS])
const encode = (sounds: tf.Tensor): tf.Tensor3D => tf.tidy(() =>
  tf.reshape(tf.matMul(tf.reshape(sounds, [-1, FRAME]), basis), [2, SEGMENT / FRAME, TERMS]))
const decode = (codes: tf.Tensor): tf.Tensor2D => tf.tidy(() =>
  tf.reshape(tf.matMul(tf.reshape(codes, [-1, TERMS]), tf.transpose(basis)), [2, SEGMENT]))

// 4. Codes are mixed row by row, and heard again
const [first, second] = [heard(0), heard(1)].map(encode)
const mix = createMixer(latentMixup({ probability: 1 }),
  { seed: 7, pools: { first: { x: first }, second: { x: second } } })
const { batch: { x: z }, plan: { draws } } = mix.mix({ x: first })
const sound = await decode(z).data() as Float32Array
const lambda = draws.lambda.map(share => share.toFixed(3)).join(' and ')
const apart = await tf.tidy(() => {
  const shares = tf.tensor2d(draws.lambda.map(share => [share]))
  const mixed = tf.add(tf.mul(decode(first), shares), tf.mul(decode(second), tf.sub(1, shares)))
  return tf.max(tf.abs(tf.sub(mixed, decode(z))))
}).data()
console.log(`codes [${z.shape.join(', ')}] mixed by λ ${lambda}`)
console.log(`at most ${apart[0].toExponential(1)} from the mix of what is decoded: the ` +
  'transform is linear')
const folder = process.argv.slice(2).find(each => !each.startsWith('--'))
if (folder !== undefined) {
  await writeFile(path.join(folder, 'latent-mix.wav'),
    writeWav({ sampleRate, channels: [sound.slice(0, SEGMENT)] }))
}
