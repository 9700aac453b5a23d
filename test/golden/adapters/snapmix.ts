import * as tf from '@tensorflow/tfjs-core'
import { scripted, targetWeights } from '../../../core/index.js'
import type { Box, Script } from '../../../core/index.js'
import { activationMaps, snapmix as imageSnapmix } from '../../../domains/image/index.js'
import { snapBoxes } from '../../../domains/image/mixers/snapmix.js'
import type { Adapter, Given, GivenArray, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, floats, hostFloats, labels, numbers, pictures } from '../given.js'
import { labelsOf } from '../read-plan.js'

/** SnapMix by maps that are given, and its maps of features and a classifier. */
export const snapmix: Adapter = (inputs, params, decisions) =>
  entry(inputs, 'featureMaps') === undefined ? mixed(inputs, decisions) : mapsOf(inputs, params)

function mapsOf (inputs: Given, params: Given): Outputs {
  const size = entry<number>(params, 'imageSize')!
  const weights = tf.transpose(floats(array(inputs, 'classifierWeight_KxC')))
  const oneHot = tf.cast(
    tf.oneHot(tf.tensor1d(labels(inputs) as Int32Array, 'int32'), weights.shape[1]!), 'float32')
  const { maps, probabilities } = activationMaps(
    floats(array(inputs, 'featureMaps')) as tf.Tensor4D,
    { weights, bias: floats(array(inputs, 'classifierBias')) }, oneHot, [size, size])
  return { spm: maps, targetProb: probabilities }
}

function mixed (inputs: Given, decisions: Given): Outputs {
  const target = numbers(decisions, 'targetCenterYX')
  const source = numbers(decisions, 'sourceCenterYX')
  const pair = numbers(decisions, 'perm')
  const script: Script = {
    lambda: numbers(decisions, 'lamTarget'), sourceLambda: numbers(decisions, 'lamSource'), pair,
    centerY: [target[0], source[0]], centerX: [target[1], source[1]]
  }
  const given = labels(inputs) as Int32Array
  const activation = hostFloats(entry<GivenArray>(inputs, 'spm')!)
  const x = pictures(inputs).x
  const { plan, mixed } = carryOut({
    mixer: imageSnapmix(), draws: scripted(script), batch: { x, label: given },
    targets: { label: { classes: Math.max(...given) + 1 } },
    signals: { activation: () => activation }
  })
  const { into, from } = snapBoxes(scripted(script), x.shape.slice(1, 3), 1)
  const corners = ({ height, width }: Box): number[] => [...height, ...width]
  const [own, partner] = targetWeights(plan) as Array<Float64Array | undefined>
  return {
    targetBox_y1y2x1x2: corners(into),
    sourceBox_y1y2x1x2: corners(from),
    weightA: own!,
    weightB: partner ?? new Float64Array(given.length),
    labelsB: labelsOf(given, Int32Array.from(pair)),
    images: mixed.x
  }
}
