import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, parse, scripted, stringify, topK } from '../../../../core/index.js'
import {
  dropMix, dropMixRows, embedding, graphContrast, hardness
} from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { floats, numbers, renamed } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** DropMix on two views of a graph, each by the hardness of its own negatives. */
export const dropmix: Adapter = (inputs, params, decisions) => {
  const rows = (x: Tensor): Tensor2D => tf.squeeze(x, [0])
  const view = (name: string): Tensor2D => rows(floats(inputs[name] as GivenArray))
  const [high = 0.95] = numbers(params, 'highQuantile')
  const mix = createMixer(dropMix({
    ...renamed(params, { lambda: 'share', dimStride: 'stride', lowQuantile: 'easiest' }),
    hardest: 1 - high
  }))
  const draws = scripted({ partner: numbers(decisions, 'perm') })
  const plan = parse(stringify(mix.plan({ x: view('h3') }, { draws })), { domain: embedding })
  const scores = [hardness(view('h3'), view('h1')), hardness(view('h4'), view('h2'))]
  const [ranks] = plan.layers.map(({ source }) => source?.rows as Int32Array | undefined)
  const order = scores.map(each =>
    topK(tf.neg(tf.expandDims<Tensor2D>(each, 0)), each.size).columns)
  const hardestFirst = scores.map(each => topK(tf.expandDims<Tensor2D>(each, 0), each.size).columns)
  const selected = hardestFirst.map(each => ranks === undefined
    ? undefined
    : tf.gather(tf.reshape(each, [-1]), tf.tensor1d(ranks, 'int32')))
  const mixed = [view('h3'), view('h4')].map((negatives, v) =>
    tf.expandDims(dropMixRows(plan, negatives, scores[v]), 0))
  return {
    hardness1: scores[0], hardness2: scores[1],
    order1: tf.reshape(order[0], [-1]), order2: tf.reshape(order[1], [-1]),
    selected1: selected[0], selected2: selected[1],
    mixed3: mixed[0], mixed4: mixed[1],
    ...differentiated(inputs, ['h1', 'h2', 'h3', 'h4', 'bilinear'], given => graphContrast({
      first: rows(given.h1), second: rows(given.h2),
      firstNegatives: dropMixRows(plan, rows(given.h3), scores[0]),
      secondNegatives: dropMixRows(plan, rows(given.h4), scores[1]),
      bilinear: rows(given.bilinear)
    }))
  }
}
