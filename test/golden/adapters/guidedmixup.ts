import * as tf from '@tensorflow/tfjs-core'
import { scripted } from '../../../core/index.js'
import { guidedmixup as imageGuidedmixup } from '../../../domains/image/index.js'
import { blurredShares } from '../../../domains/image/saliency/blur.js'
import { distances } from '../../../domains/image/saliency/greedy-cycle.js'
import { spectralResidualMap } from '../../../domains/image/signals/spectral-residual.js'
import type { Adapter, Given, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, hostFloats, pictures } from '../given.js'
import { maskIn, ownWeights, partnersIn } from '../read-plan.js'

/** GuidedMixup by saliency that is given, and its spectral residual saliency of images. */
export const guidedmixup: Adapter = (inputs, params) =>
  entry(inputs, 'saliency') === undefined ? residual(inputs) : mixed(inputs, params)

function residual (inputs: Given): Outputs {
  const { data, shape } = hostFloats(array(inputs, 'images'))
  const [rows, height, width] = shape
  const each = data.length / rows
  const maps = Array.from({ length: rows }, (_, row) => [...spectralResidualMap({
    data: data.subarray(row * each, (row + 1) * each), shape: shape.slice(1)
  })])
  return { saliency: { data: maps.flat(), shape: [rows, height, width] } }
}

function mixed (inputs: Given, params: Given): Outputs {
  const saliency = hostFloats(array(inputs, 'saliency'))
  const blur = {
    kernel: entry<number>(params, 'blurKernel')!, sigma: entry<number>(params, 'blurSigma')!
  }
  const { plan, mixed } = carryOut({
    mixer: imageGuidedmixup(blur), draws: scripted({}), batch: { x: pictures(inputs).x },
    signals: { saliency: () => saliency }
  })
  const [rows] = saliency.shape
  const shares = blurredShares(saliency, blur)
  const own = ownWeights(plan)
  return {
    normalisedSaliency: { data: shares, shape: saliency.shape },
    distance: { data: distances(shares, rows), shape: [rows, rows] },
    pairing: partnersIn(plan),
    pairingOneCycle: partnersIn(plan),
    mask: tf.sub(1, maskIn(plan)),
    lamA: own,
    lamB: own.map(share => 1 - share),
    images: mixed.x
  }
}
