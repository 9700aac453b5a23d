import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../core/tensor/index.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { losses } from './support/network.js'

test.before(() => useBackend('cpu'))

test.serial('without the plugin tfjs cannot train a convolution on wasm', async t => {
  await useBackend('wasm')
  await t.throwsAsync(() => losses(1), {
    message: "Kernel 'Conv2DBackpropFilter' not registered for backend 'wasm'"
  })
  tf.disposeVariables()
})

test.serial('a network of convolutions, pools and normalisation learns as on cpu', async t => {
  await useBackend('cpu')
  const expected = await losses(2)
  await useBackend('wasm')
  await trainOnWasm({ replace: 'slow' })
  const found = await losses(6)
  found.slice(0, 2).forEach((loss, epoch) => {
    t.true(Math.abs(loss - expected[epoch]) < 1e-3 * expected[epoch], `${loss} ${expected[epoch]}`)
  })
  t.true(found[5] < 0.2 * found[0], found.join())
})

test.serial('it learns the same twice, and leaves nothing behind', async t => {
  await useBackend('wasm')
  await trainOnWasm()
  const first = await losses(2)
  const before = tf.memory().numTensors
  const ids = tf.engine().backend.numDataIds()
  t.deepEqual(await losses(2), first)
  t.is(tf.memory().numTensors, before)
  t.is(tf.engine().backend.numDataIds(), ids)
})
