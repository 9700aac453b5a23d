/**
 * Segments rooms that are made of the bundled scans, with and without Mix3D, on wasm. Rooms for
 * training are few, and each has things of one kind: a network that sees the whole room can tell
 * them by their company. Mix3D puts all things with all others, so that it has to look at them.
 * Prints the mIoU, mean and standard deviation over seeds, on other rooms of the usual kind, where
 * company helps and Mix3D costs something, and on rooms where things are together that never were,
 * where it pays: the claim of its paper. Two minutes or so; `--fast` for a look.
 */
import * as tf from '@tensorflow/tfjs-core'
import { Rng, createMixer, live, sequence, useBackend } from '../core/index.js'
import type { ConfiguredMixer } from '../core/index.js'
import { mix3d, pointceptScene } from '../domains/pointcloud/index.js'
import type { Cloud } from '../domains/pointcloud/index.js'
import { trainOnWasm } from '../plugins/train-wasm/index.js'
import type { Points } from './rooms/network.js'
import { network, pointsOf } from './rooms/network.js'
import { classes, readObjects, roomsOf } from './rooms/scenes.js'

await useBackend('wasm')
await trainOnWasm({ replace: 'slow' })
const fast = process.argv.includes('--fast')
const [epochs, seeds] = fast ? [12, 1] : [300, 5]
const ROOMS = 4
const objects = await readObjects()
const unusual = pointsOf(roomsOf(objects, 12, 1000, false))
const usual = pointsOf(roomsOf(objects, 12, 2000, true))

const augment = pointceptScene({ voxel: false, distort: 0 })
const methods: ReadonlyArray<readonly [name: string, mixer: ConfiguredMixer]> =
  [['plain', augment], ['mix3d', sequence([augment, mix3d({ probability: 0.8 })])]]

for (const [name, mixer] of methods) {
  const found = Array.from({ length: seeds }, (_, seed) => train(mixer, seed))
  const means = await Promise.all(found)
  const told = (['usual', 'unusual'] as const).map(kind => {
    const values = means.map(each => each[kind])
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
      Math.max(1, values.length - 1))
    return `${kind} rooms mIoU ${mean.toFixed(3)} ± ${spread.toFixed(3)}`
  })
  console.log(`${name.padEnd(6)} ${told.join(', ')}`)
}

async function train (
  mixer: ConfiguredMixer, seed: number
): Promise<{ readonly usual: number, readonly unusual: number }> {
  const rooms = roomsOf(objects, ROOMS, seed, true)
  const mix = createMixer(mixer, { seed })
  const model = network(classes.length, seed)
  const optimizer = tf.train.adam(0.01)
  for (let epoch = 0; epoch < epochs; epoch++) {
    // Who is next to whom is mixed, so the order is another one every time
    const order = live(Rng(seed).fork('order', epoch)).permutation('rooms', ROOMS)
    const given = Array.from(order, room => rooms[room])
    const points = pointsOf(mix.mix<Cloud>(given).batch)
    tf.tidy(() => { optimizer.minimize(() => loss(model.logits(points), points)) })
  }
  const scores = { usual: await meanIou(usual), unusual: await meanIou(unusual) }
  model.dispose()
  optimizer.dispose()
  return scores

  async function meanIou (points: Points): Promise<number> {
    const answers = tf.tidy(() => tf.argMax(model.logits(points), 1))
    const given = await answers.data()
    answers.dispose()
    const both = new Int32Array(classes.length)
    const either = new Int32Array(classes.length)
    points.labels.forEach((label, k) => {
      both[label] += Number(given[k] === label)
      either[label]++
      if (given[k] !== label) either[given[k]]++
    })
    return both.reduce((sum, count, k) => sum + count / either[k], 0) / classes.length
  }
}

function loss (logits: tf.Tensor2D, { labels }: Points): tf.Scalar {
  const wanted = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes.length),
    'float32')
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), wanted), 1)))
}
