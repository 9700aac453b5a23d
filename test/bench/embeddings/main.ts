/**
 * Losses of embeddings against torch, one thread each, in one run: `node
 * dist/test/bench/embeddings/main.js [backend]`. Prints milliseconds and ratios, and what losses
 * take of memory; torch is left out where python3 has none.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { slerpRows, useBackend } from '../../../core/index.js'
import { dense, lossOf, unit } from './losses.js'

/** The least of some times, in milliseconds: what else the machine does only adds to it. */
async function timed (turns: number, run: () => Tensor[]): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn <= turns; turn++) {
    const start = performance.now()
    const made = run()
    // Kernels of these are done when they return; reading would be a copy that torch does not make
    if (!['wasm', 'cpu'].includes(backend)) await made[0].data()
    times.push(performance.now() - start)
    tf.dispose(made)
  }
  return Math.min(...times.slice(1))
}

async function lossTime (name: string, turns: number): Promise<number> {
  const { loss, inputs } = lossOf(name)
  const time = await timed(turns, () => {
    const { value, grads } = tf.valueAndGrads(loss)([...inputs])
    return [value, ...grads]
  })
  tf.dispose([...inputs])
  return time
}

function memoryOf (name: string): [grown: number, tensors: number] {
  const file = fileURLToPath(new URL('memory.js', import.meta.url))
  const { stdout } = spawnSync(process.execPath, [file, name, backend], { encoding: 'utf8' })
  return JSON.parse(stdout) as [number, number]
}

const backend = process.argv[2] ?? 'wasm'
await useBackend(backend)
const [a, b] = [unit(1, 1024, 512), unit(2, 1024, 512)]
const ours: Record<string, number> = {
  slerp: await timed(100, () => [slerpRows(a, b, 0.7)]),
  'm2-mix': await lossTime('m2-mix', 100),
  mochi: await lossTime('mochi', 5),
  'sup-re-mix': await lossTime('sup-re-mix', 5)
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
const rows = unit(1, 256, 128)
const few = 8
const laidOut = await timed(3, () => [dense(rows, few)]) * 256 / few
console.log(`sup-re-mix with all mixtures laid out, forward alone, by ${few} of 256 anchors: ` +
  `${laidOut.toFixed(0)} ms, ${(laidOut / ours['sup-re-mix']).toFixed(1)} times as long`)
for (const name of ['mochi', 'sup-re-mix']) {
  const [grown, tensors] = memoryOf(name).map(each => each.toFixed(0))
  console.log(`${name}: the process grows by ${grown} MiB; tensors take at most ${tensors} MiB`)
}
