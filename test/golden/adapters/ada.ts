import { scripted } from '../../../core/index.js'
import { ada as regressionAda, adaGammas } from '../../../domains/regression/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, floats, numbers } from '../given.js'

/** Anchor data augmentation by the clusters of its rows or by its anchors, and its list of γ. */
export const ada: Adapter = (inputs, params, decisions) => {
  if (entry(params, 'kind') === 'gammas') {
    const [[alpha], [values]] = ['alpha', 'n'].map(name => numbers(params, name))
    return { gammas: adaGammas(alpha, values) }
  }
  const gamma = numbers(decisions, 'gamma')
  const clusters = numbers(inputs, 'clusterId')
  const { data, shape } = inputs.anchor as GivenArray
  const { mixed } = carryOut({
    mixer: regressionAda({ gamma: 'uniform', alpha: 1 + Math.max(gamma[0], 1 / gamma[0]) }),
    draws: scripted({ gamma }),
    batch: { x: floats(inputs.X as GivenArray), y: floats(inputs.Y as GivenArray) },
    signals: {
      anchors: () => clusters.length > 0
        ? Int32Array.from(clusters)
        : { data: Float64Array.from(data), shape }
    }
  })
  return { Xaug: mixed.x, Yaug: mixed.y }
}
