/**
 * How much memory a loss takes beside its inputs, forward and backward, in a process of its own:
 * `node dist/test/bench/embeddings/memory.js mochi` prints MiB as JSON: by how much the peak of the
 * process grew, garbage and compiled code among it, and the most that tensors took at a time.
 */
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import { peakMemory } from '../../memory.js'
import { lossOf } from './losses.js'

await useBackend(process.argv[3] ?? 'wasm')
const { loss, inputs } = lossOf(process.argv[2])
await Promise.all(inputs.map(async each => await each.data()))
const before = peakMemory()
for (let turn = 0; turn < 3; turn++) {
  const { value, grads } = tf.valueAndGrads(loss)([...inputs])
  await value.data()
  tf.dispose([value, ...grads])
}
const grown = (peakMemory() - before) / 2 ** 20
const first = tf.memory().numBytes
const { peakBytes } = await tf.profile(() => {
  const { value, grads } = tf.valueAndGrads(loss)([...inputs])
  return [value, ...grads]
})
console.log(JSON.stringify([grown, (peakBytes - first) / 2 ** 20]))
