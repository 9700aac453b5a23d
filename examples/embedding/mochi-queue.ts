/**
 * MoCHi with a queue: digits are told from each other by two shifted, noisy views, as MoCo does,
 * and with mixed negatives beside the queue's own. Prints how alike the negatives are to their
 * anchors, and how often the nearest digit is of the same class. `--epochs 1` is a short look.
 */
import { parseArgs } from 'node:util'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import {
  Rng, createMixer, live, normalizeRows, rowProducts, useBackend
} from '../../core/index.js'
import type { Bank, SyntheticSet } from '../../domains/embedding/index.js'
import {
  embeddingBank, followSlowly, infoNCE, mochi, nearest, recall
} from '../../domains/embedding/index.js'
import { readDigits } from '../demo/digits.js'
import { encoder, learn } from './encoder.js'

const { values: asked } = parseArgs({ options: { epochs: { type: 'string', default: '8' } } })
await useBackend('wasm')
const { train, test } = await readDigits('examples/data/tables/digits.csv')
const widths = [64, 128, 32]
const hardest = 64

/** Digits moved by up to one pixel along either axis, with noise. */
function view (rows: Int32Array, seed: number, name: string): Tensor2D {
  const draw = live(Rng(seed).fork(name))
  const data = new Float32Array(rows.length * 64)
  rows.forEach((row, i) => {
    const [down, right] = [draw.int('down', -1, 2), draw.int('right', -1, 2)]
    for (let k = 0; k < 64; k++) {
      const [y, x] = [Math.floor(k / 8) - down, k % 8 - right]
      const seen = y >= 0 && y < 8 && x >= 0 && x < 8 ? train.pixels[row * 64 + 8 * y + x] : 0
      data[i * 64 + k] = seen + 0.1 * draw.normal('noise')
    }
  })
  return tf.tensor2d(data, [rows.length, 64])
}

/** Mean cosines of anchors with the queue, its hardest rows, and mixes. */
async function alike (
  anchors: Tensor2D, bank: Bank, sets: readonly SyntheticSet[]
): Promise<string> {
  const means = tf.tidy(() => {
    const [rows, unit] = [bank.rows(), normalizeRows(anchors)]
    const similarities = rowProducts(unit, rows)
    const hard = nearest({ queries: unit, rows, k: hardest }).similarities
    const given = { anchors: unit, bank: rows, similarities }
    return tf.stack([similarities, hard, ...sets.map(set => set.similarities(given))]
      .map(each => tf.mean(each)))
  })
  const [all, hard, pairs, withQuery] = (await means.array() as number[]).map(x => x.toFixed(3))
  means.dispose()
  return `queue ${all}, its hardest ${hard}, of pairs ${pairs}, with the query ${withQuery}`
}

async function trained (mixes: boolean): Promise<void> {
  const [fast, slow] = [encoder(widths, 1), encoder(widths, 1)]
  const bank = embeddingBank({ capacity: 1024, dimensions: 32, begin: 'random', seed: 1 })
  const hard = createMixer(mochi({ hardest, pairs: 32, withQuery: 16, warmUp: 22 }), { seed: 7 })
  let step = 0
  let keys = tf.zeros<tf.Rank.R2>([1, 32])
  const loss = await learn({
    size: train.labels.length, batch: 128, epochs: Number(asked.epochs), rate: 0.003, seed: 1,
    variables: fast.variables
  }, rows => {
    keys.dispose()
    keys = tf.keep(tf.tidy(() => slow.encode(view(rows, step, 'key'))))
    const anchors = fast.encode(view(rows, step++, 'query'))
    const synthetic = mixes ? hard({ anchors, bank }) : []
    return infoNCE({ anchors, positives: keys, bank, synthetic, temperature: 0.2 })
  }, () => {
    bank.enqueue(keys)
    followSlowly(slow.variables.slice(), fast.variables, 0.95)
  })
  const queries = tf.tidy(() =>
    fast.encode(tf.tensor2d(test.pixels, [test.labels.length, 64])))
  const found = await recall({ queries, queryLabels: test.labels, k: 1 })
  console.log(`${mixes ? 'MoCHi' : 'MoCo'}: loss ${loss.toFixed(3)}, ` +
    `recall@1 ${found.toFixed(3)}`)
  if (mixes) console.log(`cosines: ${await alike(queries, bank, hard({ anchors: queries, bank }))}`)
  tf.dispose([queries, keys])
  bank.dispose()
  fast.dispose()
  slow.dispose()
}

await trained(false)
await trained(true)
