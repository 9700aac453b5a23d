import * as z from 'zod/mini'
import { defineMixer, numbers, option, own, probability,
  times } from '../../../core/index.js'
import type { Draws, Step } from '../../../core/index.js'
import { boundsOf, meanOf } from '../points.js'
import type { Coordinates } from '../points.js'
import { coordinatesOf } from './geometry.js'

const rgb = option(z.array(z.number()).check(z.length(3, 'must be three numbers')))

/**
 * What Mix3D does to every scene before it mixes: it is what lays two scenes over each other. Mix
 * with `sequence([mix3dScene(), mix3d()])`.
 *
 * Nekrasov et al., 3DV 2021, arXiv:2110.02210. Law of the authors' code (kumuji/mix3d,
 * `semseg.py`, with volumentations and albumentations 0.4.6): the mean goes to the origin, then
 * half of a point drawn from the bounds; x and y are mirrored at the far side, each with
 * probability ½; elastic distortion, fine and coarse, with 0.95; a scale for every axis, about the
 * origin; turns
 * about z, y and x through the mean. Normals turn with it, and nothing else. Colours in bytes get
 * another brightness, contrast and shift, and are normalised by ScanNet's numbers.
 *
 * Outdoor scans: `shift` 0.5, `distort` 0, no colours.
 */
export const mix3dScene = defineMixer({
  name: 'mix3d-scene',
  domain: 'pointcloud',
  paper: 'arXiv:2110.02210',
  options: z.object({
    shift: probability.default(1).describe('how often a scene is shifted'),
    flip: probability.default(0.5).describe('how often x, and y, is mirrored'),
    distort: probability.default(0.95).describe('how often a scene is distorted'),
    scale: option(z.number().check(z.gte(0), z.lt(1))).default(0.1)
      .describe('scales are 1 - scale to 1 + scale'),
    tilt: option(z.number().check(z.gte(0))).default(Math.PI / 24)
      .describe('turns about x and y, at most, in radians'),
    color: option(z.boolean()).default(true).describe('changes colours too'),
    mean: rgb.default([0.47793125906962, 0.4303257521323044, 0.3749598901421883])
      .describe('mean colour, of 1'),
    deviation: rgb.default([0.2834475483823543, 0.27566157565723015, 0.27018971370874995])
      .describe('standard deviation of colours, of 1')
  }),
  optionalSignals: ['coordinates'],

  plan (facts, options, draw) {
    const { size } = facts
    const { shift, flip, distort, scale, tilt, color, mean, deviation } = options
    const points = coordinatesOf(facts, 'batch', 'mix3d-scene')
    const all = (make: (row: number) => readonly number[]): Float64Array =>
      Float64Array.from(times(size, make).flat())
    const by = all(row => draw.chance('shifted', shift) ? half(points(row), draw) : [0, 0, 0])
    const axes = Uint8Array.from(times(size, () =>
      [draw.chance('flip', flip), draw.chance('flip', flip), false]).flat(), Number)
    const often = numbers(size, () => Number(draw.chance('distort', distort)))
    const scales = all(() => times(3, () => draw.uniform('scale', 1 - scale, 1 + scale)))
    const turnBy = (name: string, axis: 'x' | 'y' | 'z', most: number): Step => ({
      step: 'rotate-points', axis, about: 'mean',
      angle: numbers(size, () => draw.uniform(name, -most, most))
    })
    const view: Step[] = [
      { step: 'center-points', to: 'mean' },
      { step: 'translate-points', by },
      { step: 'mirror-points', axes },
      { step: 'distort-points', granularity: 0.2, magnitude: often.map(each => 0.4 * each),
        seed: draw.seed('fineNoise') },
      { step: 'distort-points', granularity: 0.8, magnitude: often.map(each => 1.6 * each),
        seed: draw.seed('coarseNoise') },
      { step: 'scale-points', by: scales },
      turnBy('turnZ', 'z', Math.PI), turnBy('turnY', 'y', tilt), turnBy('turnX', 'x', tilt)
    ]
    if (!color) return [own({ view })]
    return [own({
      view: [...view,
        { step: 'brightness-contrast',
          alpha: numbers(size, () => draw.uniform('contrast', 0.8, 1.2)),
          beta: numbers(size, () => draw.uniform('brightness', -0.2, 0.2)) },
        { step: 'shift-color', by: all(() => times(3, () => draw.uniform('color', -20, 20))) },
        { step: 'normalize-color', mean, deviation }]
    })]
  }
})

/** Half of a place drawn from the bounds of a cloud about its mean; none in one without width. */
function half (points: Coordinates, draw: Draws): number[] {
  if (points.length === 0) return [0, 0, 0]
  const [mean, { low, high }] = [meanOf(points), boundsOf(points)]
  return mean.map((middle, axis) => low[axis] < high[axis]
    ? draw.uniform('shift', low[axis] - middle, high[axis] - middle) / 2
    : 0)
}
