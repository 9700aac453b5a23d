import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../../core/index.js'
import {
  createMixer, normalizeRows, parse, rowProducts, scripted, stringify, topK
} from '../../../../core/index.js'
import { embedding, embeddingBank, infoNCE, mochi as mixer } from
  '../../../../domains/embedding/index.js'
import type { Adapter, Given, GivenArray, Outputs } from '../../adapter.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** MoCHi in InfoNCE with a queue: ranks and shares are recorded. */
export const mochi: Adapter = (inputs, params, decisions) => {
  const queue = floats(inputs.queue as GivenArray) as Tensor2D
  const anchors = floats(inputs.q as GivenArray) as Tensor2D
  const ids = (name: string): Int32Array | undefined => {
    const given = entry<unknown>(decisions, name) ?? entry(params, name) ?? entry(inputs, name)
    return given === undefined ? undefined : Int32Array.from(numbers({ given }, 'given'))
  }
  const bank = embeddingBank({ capacity: queue.shape[0], dimensions: queue.shape[1] })
  const known = ids('queueIds')
  bank.enqueue(queue, known && { ids: known })
  const sampleIds = ids('sampleIds')
  const [hardest, pairs, withQuery] = ['N', 's', 'sPrime'].map(name => numbers(params, name)[0])
  const mix = createMixer(mixer({ hardest, pairs, withQuery }))
  const planned = planOf({ anchors, queue }, { hardest, pairs, withQuery }, decisions)
  const shared = { bank, ...sampleIds && { sampleIds }, temperature: numbers(params, 'tau')[0] }
  const outputs = differentiated(inputs, ['q'], ({ q, k }) => infoNCE({
    anchors: q as Tensor2D, positives: k as Tensor2D, ...shared,
    synthetic: mix({ anchors: q as Tensor2D, bank, plan: planned })
  }))
  const each = looked(anchors, queue, planned, hardest, sampleIds, known)
  bank.dispose()
  return { ...outputs, ...each }
}

/** The plan, through JSON: α is the share of the first index, which is laid over the other. */
function planOf (
  { anchors, queue }: { readonly anchors: Tensor, readonly queue: Tensor },
  options: { readonly hardest: number, readonly pairs: number, readonly withQuery: number },
  decisions: Given
): Plan {
  const mix = createMixer(mixer(options), { pools: { bank: { x: queue } } })
  const stream = (name: string): Array<{ replay: Float64Array }> => {
    const list = numbers(decisions, name)
    return list.length === 0 ? [] : [{ replay: Float64Array.from(list) }]
  }
  const draws = scripted({
    left: stream('idxB'), right: stream('idxA'), alpha: stream('alpha'),
    negative: stream('idxQ'), beta: stream('beta')
  })
  const plan = mix.plan({ x: anchors }, { draws })
  const pools = { batch: { size: anchors.shape[0] }, bank: { size: queue.shape[0] } }
  return parse(stringify(plan), { domain: embedding, pools })
}

/** What was found and made: hardest rows, and the mixtures. */
function looked (
  anchors: Tensor2D, queue: Tensor2D, plan: Plan, hardest: number,
  sampleIds: Int32Array | undefined, known: Int32Array | undefined
): Outputs {
  const unit = normalizeRows(anchors)
  const hidden = sampleIds !== undefined && known !== undefined
    ? tf.tensor2d(Array.from(sampleIds, id => Array.from(known, other => other === id ? -1e30 : 0)))
    : 0
  const similarities = tf.add<Tensor2D>(rowProducts(unit, queue), hidden)
  const given = { anchors: unit, bank: queue, similarities }
  const sets = createMixer(mixer({ hardest }))({ anchors, bank: queue, plan })
  const [size, width] = anchors.shape
  const rows = sets.map(set => tf.reshape(set.vectors(given), [size, set.each, width]))
  const pairsThere = plan.layers.some(({ source }) =>
    source?.rank !== undefined) && plan.draws.alpha !== undefined
  return {
    hardIdx: topK(similarities, hardest).columns,
    synthH: pairsThere ? rows[0] : undefined,
    synthHprime: pairsThere ? rows[1] : rows[0]
  }
}
