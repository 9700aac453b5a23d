/**
 * How much memory a loss takes beside its inputs, forward and backward, in a process of its own:
 * `node dist/test/bench/embeddings/memory.js mochi` prints MiB by which the peak of the process
 * grew, as JSON.
 */
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import { lossOf } from './losses.js'

await useBackend(process.argv[3] ?? 'wasm')
const { loss, inputs } = lossOf(process.argv[2])
await Promise.all(inputs.map(async each => await each.data()))
// In KiB; it never falls
const before = process.resourceUsage().maxRSS
for (let turn = 0; turn < 3; turn++) {
  const { value, grads } = tf.valueAndGrads(loss)([...inputs])
  await value.data()
  tf.dispose([value, ...grads])
}
console.log(JSON.stringify((process.resourceUsage().maxRSS - before) / 1024))
