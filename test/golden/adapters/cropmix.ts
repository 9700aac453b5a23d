import * as tf from '@tensorflow/tfjs-core'
import { createMixer, parse, scripted, stringify } from '../../../core/index.js'
import { cropmix as imageCropmix } from '../../../domains/image/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { entry, floats, numbers } from '../given.js'

/** CropMix of two views that are given: the second plan of its chain, on these. */
export const cropmix: Adapter = (inputs, params, decisions) => {
  const views = ['view1', 'view2'].map(name =>
    tf.expandDims(floats(entry<GivenArray>(inputs, name)!)))
  const mix = createMixer(imageCropmix({ views: 2,
    operation: entry(params, 'operation'), interAugment: entry(params, 'interAug') }))
  const [centerY, centerX] = numbers(decisions, 'centerYX')
  const draws = scripted({
    // Which crops the views are is not told: one of a narrow image is tried ten times
    cropArea: [0.3, ...Array<number>(10).fill(0.6)], cropRatio: Array<number>(11).fill(0),
    cropTop: [0, 0], cropLeft: [0, 0],
    lambda: numbers(decisions, 'lam'), area: numbers(decisions, 'areaLam'),
    centerY: [centerY], centerX: [centerX],
    turn: numbers(decisions, 'lam2'), channels: numbers(decisions, 'channelPerm')
  })
  const { then } = parse(stringify(mix.plan({ x: views[0] }, { draws })))
  const painted = mix.apply({ x: tf.concat(views) as tf.Tensor4D }, then!)
  return { mixed: tf.squeeze(painted.x, [0]) }
}
