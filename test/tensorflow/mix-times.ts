/** Times of mixes on tfjs-node; the same batch and mixes as in torch_mix.py. Prints JSON. */
import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { mixRows, pasteBoxes, useBackend } from '../../core/tensor/index.js'
import { peakMemory } from '../memory.js'
import { watch } from '../tensor/support/watched.js'

const [size, rounds] = [128, 9]
const partner = Int32Array.from({ length: size }, (_, i) => (i + 37) % size)
const share = 0.3
const shares = Float64Array.from({ length: size }, (_, i) => 0.2 + 0.7 * i / (size - 1))
const rest = shares.map(each => 1 - each)

await useBackend('tfjs-node')
const watched = await watch()
const x = tf.randomUniform([size, 224, 224, 3])
const index = tf.tensor1d(partner, 'int32')
const { TF_Version } = (tf.backend() as unknown as { binding: { TF_Version: string } }).binding
const box = { axes: 2, start: Int32Array.of(40, 50), end: Int32Array.of(152, 162) }

const calls: Readonly<Record<string, () => Tensor>> = {
  'mixup, a batch': () =>
    mixRows([{ x, coefficient: share }, { x, rows: partner, coefficient: 1 - share }]),
  'mixup, a row': () =>
    mixRows([{ x, coefficient: shares }, { x, rows: partner, coefficient: rest }]),
  'CutMix, one box': () => pasteBoxes(x, x, { ...box, rows: partner }),
  'mixup of tf.gather, mul, mul, add': () => tf.tidy(() =>
    tf.add(tf.mul(x, share), tf.mul(tf.gather(x, index), 1 - share)))
}

// What tfjs sends with the first operation that takes it.
tf.dispose(Object.values(calls).map(call => call()))
const cost = Object.entries(calls).map(([name, call]) =>
  [name, watched.count(() => { tf.dispose(call()) })] as const)
const times = new Map<string, number[]>()
const [wall, cpu] = [performance.now(), process.cpuUsage()]
for (let round = 0; round < rounds; round++) {
  for (const [name, call] of Object.entries(calls)) {
    const start = performance.now()
    const result = call()
    times.set(name, [...times.get(name) ?? [], performance.now() - start])
    result.dispose()
  }
}
const { user, system } = process.cpuUsage(cpu)
console.log(JSON.stringify({
  version: `TensorFlow ${TF_Version}`,
  busy: (user + system) / 1000 / (performance.now() - wall),
  peak: peakMemory() / 2 ** 20,
  cost: cost.map(([name, { ran, reads }]) => ({ name, operations: ran, reads })),
  times: Object.fromEntries(Array.from(times, ([name, each]) =>
    [name, each.sort((a, b) => a - b)[rounds >> 1]]))
}))
