import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Batch } from '../../../../core/index.js'
import { scripted } from '../../../../core/index.js'
import { crossModal, geodesic, geodesicLoss, multiModalLoss } from
  '../../../../domains/embedding/index.js'
import type { Weights } from '../../../../domains/embedding/index.js'
import type { Adapter, Given, GivenArray, Outputs } from '../../adapter.js'
import { carryOut } from '../../carry-out.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

const kinds = { v: 'vmix', l: 'lmix', vl: 'vlmix', m2: 'm2mix' } as const
type Kind = keyof typeof kinds

const none: Weights = { v: 0, l: 0, vl: 0, m2: 0 }

/** Kinds of geodesic mixes: what is mixed, each loss, and their sum. */
export const m2mix: Adapter = (inputs, params) => {
  const kind = entry<string>(params, 'kind')!
  if (kind === 'clip') return lossOf(inputs, params, none, none)
  if (kind === 'm3mix') return total(inputs, params)
  const found = (Object.keys(kinds) as Kind[]).find(each => kinds[each] === kind)
  if (found === undefined) throw new Error(`no kind "${kind}"`)
  const [lambda] = numbers(params, 'lambda')
  return {
    ...alone(inputs, params, found, lambda), ...mixesOf(inputs, found, lambda)
  }
}

function lossOf (inputs: Given, params: Given, lambdas: Weights, weights: Weights): Outputs {
  const [tau] = numbers(params, 'tau')
  const [tau2] = numbers(params, 'tau2')
  return differentiated(inputs, ['image', 'text'], ({ image, text }) => multiModalLoss({
    image: image as Tensor2D, text: text as Tensor2D, mix: { lambdas, weights },
    temperature: tau,
    mixTemperature: entry(params, 'sepScale') === false ? tau : tau2,
    originalNegatives: entry(params, 'originalNeg') === true,
    epoch: entry<string>(params, 'schedule') === undefined ? 0 : numbers(params, 'epoch')[0],
    normalize: false
  }))
}

/** The loss of one kind: what it adds to CLIP's. */
function alone (inputs: Given, params: Given, kind: Kind, lambda: number): Outputs {
  const [tau, tau2] = [numbers(params, 'tau')[0], numbers(params, 'tau2')[0]]
  const options = {
    temperature: tau, mixTemperature: entry(params, 'sepScale') === false ? tau : tau2,
    originalNegatives: entry(params, 'originalNeg') === true, normalize: false
  }
  return differentiated(inputs, ['image', 'text'], ({ image, text }) => geodesicLoss({
    image: image as Tensor2D, text: text as Tensor2D, kind, lambda, ...options
  }))
}

function total (inputs: Given, params: Given): Outputs {
  const given = entry<Given>(params, 'weights')!
  const shares = entry<Given>(params, 'lambdas')!
  const each = (from: Given, absent: number): Weights => Object.fromEntries(
    Object.entries(kinds).map(([kind, name]) => [kind, from[name] ?? absent])) as never
  const parts = Object.entries(kinds).filter(([, name]) => shares[name] !== undefined)
    .map(([kind, name]) =>
      [name, alone(inputs, params, kind as Kind, shares[name] as number).loss])
  return {
    ...lossOf(inputs, params, each(shares, 1), each(given, 0)),
    clip: lossOf(inputs, params, none, none).loss,
    ...Object.fromEntries(parts)
  }
}

function mixesOf (inputs: Given, kind: Kind, lambda: number): Outputs {
  const [image, text] = ['image', 'text'].map(name => floats(inputs[name] as GivenArray))
  const draws = (): ReturnType<typeof scripted> => scripted({ lambda: [lambda] })
  const turned = (x: Batch['x']): Outputs[string] =>
    carryOut({ mixer: geodesic(), draws: draws(), batch: { x } }).mixed.x
  switch (kind) {
    case 'v': return { mixed: turned(image) }
    case 'l': return { mixed: turned(text) }
    case 'vl': return { mixedImage: turned(image), mixedText: turned(text) }
    case 'm2': return {
      mixed: carryOut({
        mixer: crossModal(), draws: draws(), batch: { x: image }, pools: { text: { x: text } }
      }).mixed.x
    }
  }
}
