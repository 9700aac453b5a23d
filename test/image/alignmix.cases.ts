import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import type { Plan } from '../../core/index.js'
import { createMixer, parse, stringify, useBackend } from '../../core/index.js'
import { alignmix } from '../../domains/image/index.js'
import { images } from '../../plugins/check/batches.js'
import { read } from '../universal/read.js'

const shape = { size: 3, height: 3, width: 2, channels: 4 }
const mixer = alignmix({ epsilon: 2, iterations: 20 })

test.serial('wasm aligns as cpu does, and a plan replays', async t => {
  const mixed: number[][] = []
  for (const backend of ['cpu', 'wasm']) {
    await useBackend(backend)
    const x = images(shape)
    const mix = createMixer(mixer, { seed: 1 })
    const plan: Plan = mix.plan({ x })
    const found = read(mix.apply({ x }, parse(stringify(plan))).x)
    t.deepEqual(read(mix.apply({ x }, plan).x), found)
    mixed.push(Array.from(found))
  }
  mixed[0].forEach((each, k) => { t.true(Math.abs(each - mixed[1][k]) < 1e-5) })
})

test.serial('features that are all alike are only blended', async t => {
  await useBackend('cpu')
  const x = tf.tile(tf.tensor4d([1, 2, 3], [3, 1, 1, 1]), [1, 2, 2, 3])
  const mix = createMixer(mixer, { seed: 1 })
  const plan = mix.plan({ x })
  const lambda = plan.draws.lambda[0]
  const rows = plan.layers[1].source?.rows as Int32Array
  read(mix.apply({ x }, plan).x).forEach((value, k) => {
    const row = Math.floor(k / 12)
    t.true(Math.abs(value - lambda * (row + 1) - (1 - lambda) * (rows[row] + 1)) < 1e-4)
  })
})

test.serial('gradients reach both images along a transport that stands still', async t => {
  await useBackend('cpu')
  const x = images(shape)
  const mix = createMixer(mixer, { seed: 1 })
  const plan = mix.plan({ x })
  const gradient = read(tf.grad(each => tf.sum(mix.apply({ x: each }, plan).x))(x))
  // Every place receives 1 in all, to what the transport has not settled
  const total = Array.from(gradient).reduce((sum, each) => sum + each, 0)
  t.true(Math.abs(total / gradient.length - 1) < 1e-2)
})
