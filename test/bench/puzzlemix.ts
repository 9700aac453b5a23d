/**
 * `node dist/test/bench/puzzlemix.js`: what planning PuzzleMix costs an image, on one thread, and
 * what a step of training the example's CNN costs beyond the gradient by its images.
 */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, useBackend } from '../../core/index.js'
import { gradientSaliency, hostPixels, puzzlemix } from '../../domains/image/index.js'
import { network } from '../../examples/demo/train.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { noise } from '../../plugins/check/batches.js'

const [size, side, channels, rounds] = [8, 224, 3, 7]
const shape = [size, side, side, channels]
const x = { data: noise(size * side * side * channels, 1, 0, 1), shape }
const maps = { data: noise(size * side * side, 2, 0, 1), shape: [size, side, side] }
const signals = { saliency: () => maps, pixels: () => x }

for (const [title, options] of [
  ['cut alone, 3 labels', { transport: false }],
  ['cut and transport of cells, 3 labels', { patch: 'cell' }],
  ['cut and transport of cells, 2 labels', { labels: 2, patch: 'cell' }],
  ['cut by swaps, 3 labels', { transport: false, solver: 'swap' }],
  ['the defaults: cut and transport of 4-pixel patches', {}],
  ['cut and transport of 2-pixel patches', { patch: 2 }]
] as const) {
  const mix = createMixer(puzzlemix({ blocks: [4, 4], ...options }), { signals })
  mix.plan({ x })
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    mix.plan({ x })
    return (performance.now() - start) / size
  }).sort((a, b) => a - b)
  console.log(`${title}: ${times[Math.floor(rounds / 2)].toFixed(2)} ms an image ` +
    `(${times[0].toFixed(2)} … ${times[rounds - 1].toFixed(2)})`)
}

await useBackend('wasm')
await trainOnWasm({ replace: 'slow' })
const model = network(1)
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' })
const loss = (probabilities: Tensor, labels: Tensor): Scalar =>
  tf.neg(tf.sum(tf.mul(labels, tf.log(tf.add(probabilities, 1e-7)))))
const saliency = gradientSaliency(model, { loss })
const digits = {
  x: tf.tensor4d(noise(32 * 8 * 8, 3, 0, 1), [32, 8, 8, 1]),
  label: tf.tensor2d(Float32Array.from({ length: 320 }, (_, k) =>
    Number(k % 10 === Math.floor(k / 10) % 10)), [32, 10])
}
const mix = createMixer(puzzlemix({ blocks: [1, 2], neighbours: 2 }),
  { targets: ['label'], signals: { saliency, pixels: hostPixels } })

/** Milliseconds of the processor, on all threads. */
async function timed (run: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const fit = async ({ x, label }: Record<'x' | 'label', Tensor>): Promise<unknown> =>
  await model.trainOnBatch(x, label)
const parts = {
  plain: () => fit(digits),
  gradient: async () => await saliency(digits),
  puzzled: async () => {
    const { batch } = await mix.mix(digits)
    await fit(batch)
    tf.dispose([batch.x, batch.label])
  }
}
const steps: Record<string, number[]> = { plain: [], gradient: [], puzzled: [] }
for (let round = -10; round < 60; round++) {
  for (const [name, run] of Object.entries(parts)) {
    const took = await timed(run)
    if (round >= 0) steps[name].push(took)
  }
}
const [plain, gradient, puzzled] = Object.values(steps).map(list =>
  list.sort((a, b) => a - b)[list.length / 2])
console.log(`a step of training takes ${plain.toFixed(2)} ms of the processor, one of PuzzleMix ` +
  `${puzzled.toFixed(2)}, of which the gradient is ${gradient.toFixed(2)}: beyond it ` +
  `${((puzzled - gradient) / plain).toFixed(2)} plain steps`)
