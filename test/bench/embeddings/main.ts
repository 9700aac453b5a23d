/**
 * Losses of embeddings against torch, one thread each, in one run: `node
 * dist/test/bench/embeddings/main.js [backend]`. Prints milliseconds and ratios; torch is left out
 * where python3 has none.
 */
import { spawnSync } from 'node:child_process'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, slerpRows, useBackend } from '../../../core/index.js'
import {
  geodesicLoss, infoNCE, mochi, supReMix, supReMixLoss
} from '../../../domains/embedding/index.js'
import { normalRows } from '../../embedding/support.js'

function unit (seed: number, size: number, width: number): Tensor2D {
  return tf.tidy(() => {
    const rows = normalRows(seed, size, width)
    return tf.div<Tensor2D>(rows, tf.norm(rows, 2, 1, true))
  })
}

/** The middle of some times, in milliseconds, after one run that is not counted. */
async function timed (turns: number, run: () => Tensor[]): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn <= turns; turn++) {
    const start = performance.now()
    const made = run()
    await made[0].data()
    times.push(performance.now() - start)
    tf.dispose(made)
  }
  return times.slice(1).sort((a, b) => a - b)[Math.floor(turns / 2)]
}

function withGradients (loss: (...x: Tensor[]) => Tensor, ...x: Tensor[]): Tensor[] {
  const { value, grads } = tf.valueAndGrads(loss as (...x: Tensor[]) => tf.Scalar)(x)
  return [value, ...grads]
}

async function slerp (): Promise<number> {
  const [a, b] = [unit(1, 1024, 512), unit(2, 1024, 512)]
  return await timed(20, () => [slerpRows(a, b, 0.7)])
}

async function m2 (): Promise<number> {
  const [i, t] = [unit(1, 256, 128), unit(2, 256, 128)]
  return await timed(60, () => withGradients((image, text) => geodesicLoss({
    image: image as Tensor2D, text: text as Tensor2D, kind: 'm2', lambda: 0.3, normalize: false
  }), i, t))
}

async function hard (): Promise<number> {
  const [q, k, queue] = [normalRows(1, 256, 128), normalRows(2, 256, 128), unit(3, 16384, 128)]
  const mix = createMixer(mochi({ hardest: 1024, pairs: 512, withQuery: 128 }), { seed: 7 })
  return await timed(5, () => withGradients(anchors => infoNCE({
    anchors: anchors as Tensor2D, positives: k, bank: queue, temperature: 0.2,
    synthetic: mix({ anchors: anchors as Tensor2D, bank: queue })
  }), q))
}

async function streamed (): Promise<number> {
  const embeddings = normalRows(1, 256, 128)
  const targets = Float32Array.from({ length: 256 }, (_, i) => i % 64)
  const mix = createMixer(supReMix({ window: 5 }), { seed: 7 })
  return await timed(3, () => withGradients(rows => supReMixLoss({
    embeddings: rows as Tensor2D, targets: { data: targets, shape: [256] },
    plan: mix({ embeddings: rows as Tensor2D })
  }), embeddings))
}

const backend = await useBackend(process.argv[2] ?? 'wasm')
const ours: Record<string, number> = {
  slerp: await slerp(), 'm2-mix': await m2(), mochi: await hard(), 'sup-re-mix': await streamed()
}
const script = 'test/bench/embeddings/torch_embeddings.py'
const { stdout } = spawnSync('python3', [script], { encoding: 'utf8' })
const theirs = stdout.startsWith('{') ? JSON.parse(stdout) as Record<string, number> : {}
for (const [name, time] of Object.entries(ours)) {
  const other = theirs[name]
  const ratio = other === undefined
    ? ''
    : `, torch ${other.toFixed(2)} ms: ${(time / other).toFixed(2)} times as long`
  console.log(`${name} on ${backend}: ${time.toFixed(2)} ms${ratio}`)
}
