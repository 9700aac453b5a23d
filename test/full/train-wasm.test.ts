import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../core/tensor/index.js'
import { heapOf } from '../../core/tensor/kernels/wasm/heap.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { values } from '../train-wasm/support/kernels.js'
import { network } from '../train-wasm/support/network.js'

test.serial('a thousand steps of training leave no tensor and take no more memory', async t => {
  await useBackend('wasm')
  await trainOnWasm({ replace: 'slow' })
  const model = network()
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' })
  const x = tf.tensor(values([16, 8, 8, 1]).values, [16, 8, 8, 1])
  const y = tf.oneHot(tf.range(0, 16, 1, 'int32'), 3, 1, 0, 'float32')
  const steps = async (count: number): Promise<void> => {
    for (let step = 0; step < count; step++) await model.trainOnBatch(x, y)
  }
  const used = (): number[] => [
    tf.memory().numTensors, tf.memory().numBytes, tf.engine().backend.numDataIds(),
    heapOf(tf.backend())?.memory.buffer.byteLength ?? 0
  ]
  await steps(5)
  const before = used()
  await steps(1000)
  t.deepEqual(used(), before)
})

test.serial('a gradient that has no room is refused, and training goes on', async t => {
  await useBackend('wasm')
  await trainOnWasm({ replace: 'slow' })
  const held: tf.Tensor[] = []
  const dy = tf.ones([1, 2048, 2048, 8])
  const attrs = {
    strides: [1, 1], pad: 'same', dataFormat: 'NHWC', inputShape: [1, 2048, 2048, 64]
  }
  const filter = tf.ones([1, 1, 64, 8])
  const run = (): tf.Tensor => tf.engine().runKernel('Conv2DBackpropInput', { dy, filter }, attrs)
  const ids = tf.engine().backend.numDataIds()
  t.throws(() => { for (;;) held.push(run()) }, {
    message: /^Conv2DBackpropInput: the memory of tfjs' wasm backend, 4 GiB in all, has no room/
  })
  t.is(tf.engine().backend.numDataIds(), ids + held.length)
  t.true(held.length > 1)
  tf.dispose(held)
  const again = run()
  t.is((await tf.slice(again, [0, 0, 0, 0], [1, 1, 1, 1]).data())[0], 8)
  tf.dispose([again, dy, filter])
})
