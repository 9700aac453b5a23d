import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import {
  assignments, barLip, clipRocket as rocket, siamLip, swaLip
} from '../../../../domains/embedding/index.js'
import type { Siamese, Views } from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray, Outputs } from '../../adapter.js'
import { entry, floats, numbers, renamed } from '../../given.js'
import type { Named } from '../../gradients.js'
import { differentiated } from '../../gradients.js'

/** The terms of clip-rocket, and Sinkhorn's iteration. */
export const clipRocket: Adapter = (inputs, params) => {
  const scores = entry<GivenArray>(inputs, 'scores')
  if (scores !== undefined) {
    const [epsilon] = numbers(params, 'epsilon')
    const assign = assignments(floats(scores) as Tensor2D, epsilon, numbers(params, 'iters')[0])
    return { assign, loss: 0 }
  }
  const names = Object.keys(inputs)
  switch (entry<string>(params, 'loss')) {
    case 'cl2l': return differentiated(inputs, names, given => rocket({
      image: given.zi as Tensor2D, text: given.zt as Tensor2D, local: viewsOf(given),
      ...renamed(params, { labelSmoothing: 'smoothing', scale: 'scale', localScale: 'localScale' }),
      total: entry(params, 'avgOrSum') === 'sum' ? 'sum' : 'average'
    }))
    case 'siamlip': return named('siamlip', differentiated(inputs, of(names, 'p_', 'v_'), given =>
      siamLip(siameseOf(given, 'p'), siameseOf(given, 'v'))))
    case 'barlip': return named('barlip', differentiated(inputs, of(names, 'v_'), given =>
      barLip(siameseOf(given, 'v'), renamed(params, { lambda: 'lambda', scaleLoss: 'scale' }))))
    case 'swalip': return named('swalip', differentiated(inputs, of(names, 'hi', 'ht'), given =>
      swaLip(viewsOf(given), renamed(params,
        { scale: 'scale', epsilon: 'epsilon', sinkhornIters: 'iterations' }))))
    default: throw new Error(`no loss "${String(params.loss)}"`)
  }
}

function of (names: readonly string[], ...starts: readonly string[]): string[] {
  return names.filter(name => starts.some(start => name.startsWith(start)))
}

function named (name: string, outputs: Outputs): Outputs {
  return { ...outputs, [name]: tf.clone(outputs.loss as tf.Tensor) }
}

function listed (given: Named, start: string, from = 0): Tensor2D[] {
  const found: Tensor2D[] = []
  for (let i = from; given[`${start}${i}`] !== undefined; i++)
    found.push(given[`${start}${i}`] as Tensor2D)
  return found
}

function viewsOf (given: Named): Views {
  return { image: listed(given, 'hi'), text: listed(given, 'ht') }
}

/** Number 0 is the whole pair, the others are its views. */
function siameseOf (given: Named, start: 'p' | 'v'): Siamese {
  return {
    whole: { image: given[`${start}_i0`] as Tensor2D, text: given[`${start}_t0`] as Tensor2D },
    local: { image: listed(given, `${start}_i`, 1), text: listed(given, `${start}_t`, 1) }
  }
}
