/**
 * A toy CLIP: the left half of a digit is its image, the right half its text, each with an encoder
 * of its own. By CLIP's loss alone, and with m²-Mix beside it: how the pairs of digits lie that
 * were not trained on, the mean over the seeds. `--seeds 1 --epochs 2` is a short look.
 */
import { parseArgs } from 'node:util'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, normalizeRows, useBackend } from '../../core/index.js'
import {
  alignment, clip, modalityGap, multiModalLoss, multiModalMix, recall, uniformity
} from '../../domains/embedding/index.js'
import type { Digits } from '../demo/digits.js'
import { readDigits } from '../demo/digits.js'
import { encoder, learn, pick } from './encoder.js'

const { values: asked } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' }, epochs: { type: 'string', default: '12' }
  }
})
await useBackend('wasm')
const { train, test } = await readDigits('examples/data/tables/digits.csv')
const [known, others] = [halves(train), halves(test)]
const temperature = 0.07

/** What is printed of a training. */
interface Lie { alignment: number, uniformity: number, recall: number, gap: number }

function halves (
  { pixels, labels }: Digits
): { readonly image: Tensor2D, readonly text: Tensor2D } {
  const part = (right: boolean): Tensor2D => tf.tensor2d(
    pixels.filter((_, k) => (k % 8 >= 4) === right), [labels.length, 32])
  return { image: part(false), text: part(true) }
}

async function trained (mixes: boolean, seed: number): Promise<Lie> {
  const [ofImages, ofTexts] = [encoder([32, 64, 32], 2 * seed), encoder([32, 64, 32], 2 * seed + 1)]
  const m2 = createMixer(multiModalMix({ m2: 0.1 }), { seed })
  await learn({
    size: train.labels.length, batch: 128, epochs: Number(asked.epochs), rate: 0.003, seed,
    variables: [...ofImages.variables, ...ofTexts.variables]
  }, rows => {
    const image = normalizeRows(ofImages.encode(pick(known.image, rows)))
    const text = normalizeRows(ofTexts.encode(pick(known.text, rows)))
    return mixes
      ? multiModalLoss({ image, text, mix: m2({ image, text }), temperature })
      : clip({ image, text, temperature })
  })
  const image = tf.tidy(() => normalizeRows(ofImages.encode(others.image)))
  const text = tf.tidy(() => normalizeRows(ofTexts.encode(others.text)))
  const pairs = Int32Array.from(test.labels.keys())
  const numbers = tf.tidy(() => tf.stack([
    alignment(image, text), uniformity(tf.concat([image, text])), modalityGap(image, text)
  ]))
  const [near, even, gap] = await numbers.data()
  const found = await recall({
    queries: image, queryLabels: pairs, rows: text, rowLabels: pairs, k: 1
  })
  tf.dispose([numbers, image, text])
  ofImages.dispose()
  ofTexts.dispose()
  return { alignment: near, uniformity: even, recall: found, gap }
}

for (const [name, mixes] of [['CLIP', false], ['CLIP and m2-mix', true]] as const) {
  const all: Lie[] = []
  for (let seed = 0; seed < Number(asked.seeds); seed++) all.push(await trained(mixes, seed))
  const mean = (of: keyof Lie): string =>
    (all.reduce((sum, each) => sum + each[of], 0) / all.length).toFixed(3)
  console.log(`${name}: alignment ${mean('alignment')}, uniformity ${mean('uniformity')}, ` +
    `recall@1 ${mean('recall')}, modality gap ${mean('gap')}`)
}
