import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../../core/index.js'
import { createMixer, parse, scripted, stringify } from '../../../../core/index.js'
import {
  contrastive, metrix as metrixLoss, metrixMix, metrixMixed, metrixProxy, proxyAnchorOfMixes
} from '../../../../domains/embedding/index.js'
import type { Adapter, Forms, Given, GivenArray, Outputs } from '../../adapter.js'
import { entry, floats, numbers, renamed } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** Metrix: the code's contrastive loss, the paper's formulas, and proxies with mixed rows. */
export const metrix: Adapter<Forms> = (inputs, params) => {
  if (entry(inputs, 'mixedEmbeddings') !== undefined) return ofMixes(inputs, params)
  const labels = Int32Array.from(numbers(inputs, 'labels'))
  const [margin = 0.5] = numbers(params, 'negMargin')
  const [lambda] = numbers(params, 'lambda')
  const clean = (): Outputs => differentiated(inputs, ['embeddings'], ({ embeddings }) =>
    contrastive({ embeddings: embeddings as Tensor2D, labels, negativeMargin: margin,
      ...renamed(params, { posMargin: 'positiveMargin' }) }))
  if (lambda === undefined) {
    const outputs = clean()
    return { ...outputs, clean: tf.clone(outputs.loss as Tensor) }
  }
  return entry(params, 'w') === undefined
    ? formula(inputs, params, labels, lambda)
    : published(inputs, params, labels, lambda, margin, clean().loss)
}

function published (
  inputs: Given, params: Given, labels: Int32Array, lambda: number, margin: number,
  clean: Outputs[string]
): Outputs {
  const positives = entry(params, 'kind') === 'posneg'
  const plan = planOf(inputs, labels, lambda,
    { kind: positives ? 'positive-negative' : 'anchor-negative' })
  const [{ source }, second] = plan.layers
  return {
    ...differentiated(inputs, ['embeddings'], ({ embeddings }) => metrixLoss({
      embeddings: embeddings as Tensor2D, labels, plan, variant: 'reference', margin,
      weight: numbers(params, 'w')[0], normalize: false
    })),
    clean,
    anchorIdx: list((plan.synthetic![0] as { anchor: Int32Array }).anchor),
    positiveIdx: list(source!.rows as Int32Array),
    negativeIdx: list(second.source!.rows as Int32Array)
  }
}

function formula (inputs: Given, params: Given, labels: Int32Array, lambda: number): Outputs {
  const proxies = entry<GivenArray>(inputs, 'proxies')
  const plan = planOf(inputs, labels, lambda, proxies === undefined
    ? { kind: 'positive-negative', pairs: 'all' }
    : { anchors: 'classes' })
  const similar = numbers(params, 'gamma').length > 0
  return differentiated(inputs, ['embeddings', 'proxies'], given => {
    const embeddings = given.embeddings as Tensor2D
    if (proxies !== undefined) {
      return metrixProxy({
        embeddings, labels, proxies: given.proxies as Tensor2D, plan,
        ...renamed(params, { beta: 'alpha', m: 'margin', renorm: 'renormalize' })
      })
    }
    return similar
      ? metrixMixed({
        embeddings, labels, plan, loss: 'multi-similarity',
        ...renamed(params, { beta: 'alpha', gamma: 'beta', m: 'base', renorm: 'renormalize' })
      })
      : metrixMixed({
        embeddings, labels, plan, ...renamed(params, { m: 'margin', renorm: 'renormalize' })
      })
  })
}

/** Cases do not say which sign was run, that of the paper or that of the code: both are here. */
function ofMixes (inputs: Given, params: Given): Outputs[] {
  const labels = Int32Array.from(numbers(inputs, 'posLabels'))
  const form = (variant: 'paper' | 'reference'): Outputs =>
    differentiated(inputs, ['mixedEmbeddings', 'proxies'], given => proxyAnchorOfMixes({
      mixed: given.mixedEmbeddings as Tensor2D, proxies: given.proxies as Tensor2D, labels,
      lambda: numbers(params, 'lambda')[0], variant,
      ...renamed(params, { alpha: 'alpha', margin: 'margin' })
    }))
  return [form('paper'), form('reference')]
}

function planOf (
  inputs: Given, labels: Int32Array, lambda: number, options: Parameters<typeof metrixMix>[0]
): Plan {
  const x = floats(inputs.embeddings as GivenArray)
  const mix = createMixer(metrixMix(options),
    { domain: 'embedding', targets: { label: { classes: Math.max(...labels) + 1 } } })
  const plan = mix.plan({ x, label: labels }, { draws: scripted({ lambda }) })
  return parse(stringify(plan))
}

function list (rows: Int32Array): Outputs[string] {
  return { shape: [rows.length], data: rows }
}
