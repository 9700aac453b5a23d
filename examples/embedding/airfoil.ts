/**
 * SupReMix on Airfoil self-noise: a network learns embeddings that are sorted by decibels before it
 * learns the decibels themselves. From scratch, and after pre-training by other losses: the mean
 * absolute error on rows that were not trained on. `--epochs 5` is a short look.
 */
import { parseArgs } from 'node:util'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, useBackend } from '../../core/index.js'
import { rankNContrast, supReMix, supReMixLoss } from '../../domains/embedding/index.js'
import { airfoil } from '../regression/task.js'
import { encoder, learn, pick } from './encoder.js'

const { values: asked } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' }, epochs: { type: 'string', default: '30' }
  }
})
await useBackend('wasm')
const batch = 64

/** A loss of embeddings and their targets, whole decibels; absent: nothing comes before. */
type Loss = ((embeddings: Tensor2D, targets: number[]) => tf.Scalar) | undefined

function mixed (mode: 'both' | 'negatives', seed: number): Loss {
  const mix = createMixer(supReMix({ window: 5, mode }), { seed })
  return (embeddings, targets) =>
    supReMixLoss({ embeddings, targets, plan: mix({ embeddings }) })
}

const methods: Readonly<Record<string, (seed: number) => Loss>> = {
  'from scratch': () => undefined,
  'weighted SupCon': () => (embeddings, targets) => supReMixLoss({ embeddings, targets }),
  'Rank-N-Contrast': () => (embeddings, targets) => rankNContrast({ embeddings, targets }),
  'mixed negatives': seed => mixed('negatives', seed),
  SupReMix: seed => mixed('both', seed)
}

async function errorOf (loss: Loss, seed: number): Promise<number> {
  const { train, valid, test } = await airfoil.rows(seed)
  const [network, head] = [encoder([5, 128, 128, 64], seed), encoder([64, 1], seed + 1)]
  const way = {
    size: train.y.length, batch, epochs: Number(asked.epochs), rate: 1e-3, seed
  }
  const targets = train.y.map(Math.round)
  if (loss !== undefined) {
    await learn({ ...way, variables: network.variables }, rows =>
      loss(network.encode(pick(train.x, rows)), Array.from(rows, row => targets[row])))
  }
  const centre = train.y.reduce((a, b) => a + b) / train.y.length
  const predicted = (x: Tensor2D): tf.Tensor1D =>
    tf.squeeze(head.encode(network.encode(x)), [1])
  // Decibels by ten, so that the head begins near them
  const scaled = (y: Float64Array): tf.Tensor1D =>
    tf.tensor1d(Float32Array.from(y, each => (each - centre) / 10))
  await learn({ ...way, variables: [...network.variables, ...head.variables] }, rows => {
    const y = scaled(Float64Array.from(rows, row => train.y[row]))
    return tf.mean(tf.abs(tf.sub(predicted(pick(train.x, rows)), y)))
  })
  const error = tf.tidy(() => {
    const x = tf.concat([valid.x, test.x])
    const y = tf.concat([scaled(valid.y), scaled(test.y)])
    return tf.mean(tf.abs(tf.sub(predicted(x), y)))
  })
  const [value] = await error.data()
  tf.dispose([error, train.x, valid.x, test.x])
  network.dispose()
  head.dispose()
  return value * 10
}

for (const [name, make] of Object.entries(methods)) {
  let sum = 0
  for (let seed = 0; seed < Number(asked.seeds); seed++) sum += await errorOf(make(seed), seed)
  console.log(`${name}: mean absolute error ${(sum / Number(asked.seeds)).toFixed(3)} dB`)
}
