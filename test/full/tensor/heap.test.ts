import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { mixRows, pasteBoxes, takeRows, useBackend } from '../../../core/tensor/index.js'

test.before(async () => { await useBackend('wasm') })

const rows = Int32Array.of(3, 2, 1, 0)
const box = { axes: 1, start: Int32Array.of(1), end: Int32Array.of(3), rows }

/** One call of each kind of kernel: those with lists, and those with more memory for a while. */
function round (x: Tensor): void {
  tf.tidy(() => {
    mixRows([{ x, coefficient: 0.25 }, { x, rows, coefficient: 0.75 }])
    pasteBoxes(x, x, box)
    takeRows(x, rows)
    tf.grad(y => mixRows([{ x: y }, { x: y, rows }]))(x)
  })
}

const bytes = (): number =>
  (tf.backend() as unknown as { wasm: { asm: { memory: WebAssembly.Memory } } })
    .wasm.asm.memory.buffer.byteLength

test.serial('5,000 calls leave no tensor and take no more memory', t => {
  const x = tf.ones([4, 300])
  for (let k = 0; k < 100; k++) round(x)
  const [before, held] = [tf.memory(), bytes()]
  for (let k = 0; k < 5000; k++) round(x)
  const after = tf.memory()
  t.is(after.numTensors, before.numTensors)
  t.is(after.numDataBuffers, before.numDataBuffers)
  t.is(after.numBytes, before.numBytes)
  t.is(bytes(), held)
  x.dispose()
})

test.serial('kernels are right after the memory has grown by over 1 GiB, and while it does', t => {
  const started = bytes()
  const x = tf.tensor2d(Float32Array.from({ length: 4000 }, (_, i) => i), [4, 1000])
  const expected = mixRows([{ x, coefficient: 0.25 }, { x, rows, coefficient: 0.75 }]).dataSync()
  // 32 MiB each: an output that is made may be the one for which the memory grows.
  const held = [tf.fill([8, 2 ** 20], 1)]
  while (bytes() < started + 1.2 * 2 ** 30) {
    held.push(mixRows([{ x: held[0], coefficient: held.length }]))
  }
  const mixed = mixRows([{ x, coefficient: 0.25 }, { x, rows, coefficient: 0.75 }])
  t.deepEqual(mixed.dataSync(), expected)
  for (const k of [1, held.length - 1]) {
    const part = tf.slice(held[k] as tf.Tensor2D, [7, 2 ** 20 - 3], [1, 3])
    t.deepEqual(Array.from(part.dataSync()), [k, k, k])
    part.dispose()
  }
  tf.dispose([x, mixed, held])
})

test.serial('where there is no room left an error says so, and what is there goes on', t => {
  const block = tf.fill([4, 2 ** 24], 3)
  const held: Tensor[] = []
  const error = t.throws(() => {
    for (let k = 0; k < 20; k++) held.push(mixRows([{ x: block, coefficient: 2 }]))
  })
  t.is((error as { code?: string } | undefined)?.code, 'HEAP')
  t.is(error?.message, "mixRows: the memory of tfjs' wasm backend, 4 GiB in all, has no room for " +
    '256 MiB more; dispose of tensors, or take fewer rows at a time')
  const { numTensors } = tf.memory()
  t.throws(() => takeRows(block, new Int32Array(64)), { message: /has no room for 4096 MiB more/ })
  t.is(tf.memory().numTensors, numTensors)
  const places = tf.tensor2d([[0], [1], [2], [3]], [4, 1], 'int32')
  const ids = tf.engine().backend.numDataIds()
  const own = { message: /^tfjs: the memory of tfjs' wasm backend, 4 GiB in all, has no room for/ }
  t.throws(() => tf.add(block, 1), own)
  t.throws(() => tf.scatterND(places, block, [8, 2 ** 24]), own)
  t.throws(() => tf.tensor1d(new Float32Array(2 ** 26)), own)
  t.deepEqual([tf.memory().numTensors, tf.engine().backend.numDataIds()], [numTensors + 1, ids])
  tf.dispose([places, held])
  const again = mixRows([{ x: block, coefficient: 2 }])
  const last = tf.slice(again, [3, 2 ** 24 - 1], [1, 1])
  t.deepEqual(Array.from(last.dataSync()), [6])
  tf.dispose([block, again, last])
})
