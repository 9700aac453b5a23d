import * as z from 'zod/mini'
import { count, defineMixer, nonnegative, numbers, option, own, positive, probability,
  times } from '../../../core/index.js'
import type { Draws, Step } from '../../../core/index.js'

/**
 * What Pointcept does to every scene before its batches are mixed: `sequence([pointceptScene(),
 * mix3d({ probability: 0.8 })])`.
 *
 * Law of the ScanNet configuration of Pointcept (`datasets/transform.py`), in its order: the middle
 * of the floor goes to the origin; some points are dropped; turns about z through the origin, about
 * x and y through the middle; one scale for all axes; x and y change their sign, normals too;
 * jitter; elastic distortion, fine and coarse; contrast, shift and noise of colours, which become
 * floats; one point a voxel, a random one; the points nearest to a random one where there are too
 * many; the middle goes to the origin once more, but for z; colours of 1; a random order.
 *
 * Off by default, as there: `hue`, `saturation`, `dropColor`, `shift`, and `angles` to turn by
 * instead of any angle (Pointcept's choice at 0.75 is ½, 1 and 3/2 π). `take: 'pointcept'` chooses
 * the point of a voxel by its code's remainder, which is not quite even.
 */
export const pointceptScene = defineMixer({
  name: 'pointcept-scene',
  domain: 'pointcloud',
  paper: 'github.com/Pointcept/Pointcept',
  pairing: 'own',
  options: z.object({
    drop: probability.default(0.2).describe('how often points are dropped'),
    dropShare: probability.default(0.2).describe('the share of the points that goes'),
    turn: probability.default(0.5).describe('how often a scene is turned, about each axis'),
    angles: option(z.array(z.number())).default([])
      .describe('angles about z, in radians, one of which is drawn; any if there are none'),
    tilt: nonnegative.default(Math.PI / 64)
      .describe('turns about x and y, at most, in radians'),
    scale: option(z.number().check(z.gte(0), z.lt(1))).default(0.1)
      .describe('scales are 1 - scale to 1 + scale'),
    flip: probability.default(0.5).describe('how often x, and y, changes its sign'),
    shift: nonnegative.default(0).describe('how far x and y are shifted at most'),
    jitter: nonnegative.default(0.005).describe('standard deviation of the noise of coordinates'),
    jitterMost: nonnegative.default(0.02).describe('where that noise is cut'),
    distort: probability.default(0.95).describe('how often a scene is distorted'),
    contrast: probability.default(0.2).describe('how often colours are stretched to their range'),
    tint: probability.default(0.95).describe('how often colours are shifted'),
    tintShare: probability.default(0.05).describe('how far at most, of 255'),
    hue: probability.default(0).describe('how far the hue turns at most, of its circle'),
    saturation: probability.default(0).describe('saturations are 1 - this to 1 + this'),
    colorJitter: probability.default(0.95).describe('how often colours get noise'),
    colorDeviation: nonnegative.default(0.05).describe('its standard deviation, of 255'),
    dropColor: probability.default(0)
      .describe('how often a fifth of the points lose their colour'),
    voxel: option(z.union([positive, z.literal(false)])).default(0.02)
      .describe('the side of a voxel; false: all points'),
    take: option(z.enum(['random', 'first', 'pointcept'])).default('random')
      .describe('which point of a voxel'),
    most: count.default(100_000).describe('points of a scene, at most: those nearest to one')
  }),

  plan ({ size }, options, draw) {
    const { voxel, take, most } = options
    const view: Step[] = [
      { step: 'center-points', to: 'floor' },
      ...placed(size, options, draw),
      ...colored(size, options, draw),
      ...voxel === false ? [] : [
        { step: 'voxel-points', size: voxel, take, seed: draw.seed('voxel') } as const],
      { step: 'cap-points', to: most, keep: 'nearest', seed: draw.seed('crop') },
      { step: 'center-points', to: 'middle-xy' },
      { step: 'unit-color' },
      { step: 'shuffle-points', seed: draw.seed('order') }
    ]
    return [own({ view })]
  }
})

interface Places {
  readonly drop: number
  readonly dropShare: number
  readonly turn: number
  readonly angles: readonly number[]
  readonly tilt: number
  readonly scale: number
  readonly flip: number
  readonly shift: number
  readonly jitter: number
  readonly jitterMost: number
  readonly distort: number
}

function placed (size: number, options: Places, draw: Draws): Step[] {
  const { drop, dropShare, turn, angles, tilt, scale, flip, shift, jitter, jitterMost,
    distort } = options
  const triples = (make: () => readonly number[]): Float64Array =>
    Float64Array.from(times(size, make).flat())
  const turned = (name: string, angle: () => number): Float64Array =>
    numbers(size, () => draw.chance(`${name}Turned`, turn) ? angle() : 0)
  const drawn = (name: string, most: number) => (): number => draw.uniform(name, -most, most)
  const kept = numbers(size, () => draw.chance('dropped', drop) ? 1 - dropShare : 1)
  const about = angles.length === 0
    ? drawn('z', Math.PI)
    : () => angles[draw.int('angle', angles.length)]
  const steps: Step[] = [
    { step: 'keep-share', share: kept, seed: draw.seed('kept') },
    { step: 'rotate-points', axis: 'z', about: 'origin', angle: turned('z', about) },
    ...(['x', 'y'] as const).map((axis): Step => ({ step: 'rotate-points', axis, about: 'middle',
      angle: turned(axis, drawn(axis, tilt)) })),
    { step: 'scale-points', by: triples(() => {
      const by = draw.uniform('scale', 1 - scale, 1 + scale)
      return [by, by, by]
    }) },
    { step: 'mirror-points', at: 'origin', axes: Uint8Array.from(triples(() =>
      [Number(draw.chance('flip', flip)), Number(draw.chance('flip', flip)), 0])) }
  ]
  if (shift > 0) {
    steps.push({ step: 'translate-points',
      by: triples(() => [draw.uniform('shift', -shift, shift), draw.uniform('shift', -shift, shift),
        0]) })
  }
  if (jitter > 0) {
    steps.push({ step: 'jitter-points', deviation: jitter, most: jitterMost,
      seed: draw.seed('jitter') })
  }
  const amount = numbers(size, () => Number(draw.chance('distorted', distort)))
  return [...steps,
    { step: 'distort-points', granularity: 0.2, magnitude: amount.map(each => 0.4 * each),
      seed: draw.seed('fineNoise') },
    { step: 'distort-points', granularity: 0.8, magnitude: amount.map(each => 1.6 * each),
      seed: draw.seed('coarseNoise') }]
}

interface Colors {
  readonly contrast: number
  readonly tint: number
  readonly tintShare: number
  readonly hue: number
  readonly saturation: number
  readonly colorJitter: number
  readonly colorDeviation: number
  readonly dropColor: number
}

function colored (size: number, options: Colors, draw: Draws): Step[] {
  const { contrast, tint, tintShare, hue, saturation, colorJitter, colorDeviation,
    dropColor } = options
  const often = (name: string, chance: number, make: () => number): Float64Array =>
    numbers(size, () => draw.chance(name, chance) ? make() : 0)
  const steps: Step[] = [
    { step: 'stretch-color',
      blend: often('stretched', contrast, () => draw.uniform('blend')) },
    { step: 'add-color', by: Float64Array.from(times(size, () => {
      const shifted = draw.chance('tinted', tint)
      return times(3, () => shifted
        ? 255 * tintShare * draw.uniform('tint', -1, 1)
        : 0)
    }).flat()) }
  ]
  if (hue > 0 || saturation > 0) {
    steps.push({ step: 'turn-hue', hue: numbers(size, () => draw.uniform('hue', -hue, hue)),
      saturation: numbers(size, () => draw.uniform('saturation', 1 - saturation, 1 + saturation)) })
  }
  steps.push({ step: 'jitter-color', seed: draw.seed('colorNoise'),
    deviation: often('colorJittered', colorJitter, () => colorDeviation) })
  if (dropColor > 0) {
    steps.push({ step: 'drop-color', seed: draw.seed('colorless'),
      share: often('colorDropped', dropColor, () => 0.2) })
  }
  return steps
}
