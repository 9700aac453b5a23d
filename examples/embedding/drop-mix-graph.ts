/**
 * DropMix on two views of one graph: digits are nodes, linked to those that look most alike; one
 * view spreads features to the neighbours, the other by personalised PageRank. Nodes are told from
 * nodes whose features were shuffled, mixed among each other and not. `--steps 5` is a short look.
 */
import { parseArgs } from 'node:util'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { Rng, createMixer, live, takeRows, useBackend } from '../../core/index.js'
import {
  dropMix, dropMixRows, graphContrast, hardness, nearest, recall
} from '../../domains/embedding/index.js'
import { readDigits } from '../demo/digits.js'
import { encoder } from './encoder.js'

const { values: asked } = parseArgs({ options: { steps: { type: 'string', default: '60' } } })
await useBackend('wasm')
const nodes = 400
const { train } = await readDigits('examples/data/tables/digits.csv', nodes)
const features = tf.tensor2d(train.pixels, [nodes, 64])
const near = await linked()
const views = [near, spread(near)]

/** Links to the five most alike either way and to itself, each row and column by its degree. */
async function linked (): Promise<Tensor2D> {
  const found = nearest({ queries: features, rows: features, k: 5, excludeSelf: true })
  const others = await found.indices.data()
  const links = new Float32Array(nodes * nodes)
  others.forEach((other, place) => {
    const node = Math.floor(place / 5)
    links[node * nodes + node] = links[node * nodes + other] = links[other * nodes + node] = 1
  })
  return tf.tidy(() => {
    const all = tf.tensor2d(links, [nodes, nodes])
    const roots = tf.rsqrt(tf.sum(all, 1, true))
    return tf.mul(tf.mul(all, roots), tf.transpose(roots))
  })
}

/** Personalised PageRank: `0.2 Σ 0.8ᵏ Aᵏ`. */
function spread (links: Tensor2D): Tensor2D {
  return tf.tidy(() => {
    const start = tf.mul<Tensor2D>(tf.eye(nodes), 0.2)
    let sum = start
    for (let k = 0; k < 20; k++) sum = tf.add(start, tf.mul(tf.matMul(links, sum), 0.8))
    return sum
  })
}

async function trained (mixes: boolean): Promise<void> {
  const encoders = [encoder([64, 32], 1), encoder([64, 32], 2)]
  const bilinear = tf.variable<tf.Rank.R2>(tf.eye(32))
  const variables = [...encoders.flatMap(each => each.variables), bilinear] as tf.Variable[]
  const mix = createMixer(dropMix(), { seed: 7 })
  const optimizer = tf.train.adam(0.005)
  const encode = (x: Tensor2D): Tensor2D[] => views.map((view, v) =>
    tf.relu(tf.matMul(view, encoders[v].encode(x))))
  let value = 0
  for (let step = 0; step < Number(asked.steps); step++) {
    const order = live(Rng(1).fork('order', step)).permutation('nodes', nodes)
    const loss = optimizer.minimize(() => {
      const [first, second] = encode(features)
      const shuffled = encode(takeRows(features, order))
      // One plan for both views; in each the nodes are ranked by their own hardness
      const plan = mix({ negatives: shuffled[0] })
      const [firstNegatives, secondNegatives] = shuffled.map((negatives, v) => mixes
        ? dropMixRows(plan, negatives, hardness(negatives, v === 0 ? first : second))
        : negatives)
      return graphContrast({ first, second, firstNegatives, secondNegatives, bilinear })
    }, true, variables) as tf.Scalar
    ;[value] = await loss.data()
    loss.dispose()
  }
  const queries = tf.tidy(() => tf.add<Tensor2D>(...encode(features) as [Tensor2D, Tensor2D]))
  const found = await recall({ queries, queryLabels: train.labels, k: 1 })
  console.log(`${mixes ? 'DropMix' : 'plain negatives'}: loss ${value.toFixed(3)}, ` +
    `recall@1 ${found.toFixed(3)}`)
  queries.dispose()
  optimizer.dispose()
  encoders.forEach(each => { each.dispose() })
  bilinear.dispose()
}

await trained(false)
await trained(true)
