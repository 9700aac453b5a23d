import * as z from 'zod/mini'
import {
  defineMixer, nonnegative, numbers, option, own, probability, times, union
} from '../../../core/index.js'
import type { Draws, Facts, Step } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
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
 *
 * What the code offers and its published configurations turn off, in its order: `flipQuarters`
 * mirrors the quarters of a scene before all of it is; `cuts` takes boxes out, `resample` adds
 * points around those there are, of no class with `noise`; `unlabeled` adds a scene of the pool
 * `unlabeled`, shifted, scaled, turned and coloured as the own, of no class. (The code never draws
 * the last scene of that pool; here all are drawn. Its copies of instances are `instancePaste`.)
 */
export const mix3dScene = defineMixer({
  name: 'mix3d-scene',
  domain: 'pointcloud',
  paper: 'arXiv:2110.02210',
  pairing: 'own',
  options: z.object({
    shift: probability.default(1).describe('how often a scene is shifted'),
    flip: probability.default(0.5).describe('how often x, and y, is mirrored'),
    distort: probability.default(0.95).describe('how often a scene is distorted'),
    scale: option(z.number().check(z.gte(0), z.lt(1))).default(0.1)
      .describe('scales are 1 - scale to 1 + scale'),
    tilt: option(z.number().check(z.gte(0))).default(Math.PI / 24)
      .describe('turns about x and y, at most, in radians'),
    color: option(z.boolean()).default(true).describe('changes colours too'),
    flipQuarters: probability.default(0)
      .describe('how often the quarters of a scene are mirrored, each within its bounds'),
    cuts: option(z.int().check(z.gte(0))).default(0)
      .describe('a box is cut out for so many points each; 0: none'),
    largestCut: nonnegative.default(0)
      .describe('sides of such boxes go from 0.05 to this'),
    resample: probability.default(0).describe('the share of points that is added once more'),
    noise: nonnegative.default(0)
      .describe('how much further than 0.2 they go; above 0 they are noise, of no class'),
    unlabeled: probability.default(0)
      .describe('how often a scene of the pool "unlabeled" is added, of no class'),
    ignore: option(z.int()).default(255).describe('the class that is ignored'),
    mean: rgb.default([0.47793125906962, 0.4303257521323044, 0.3749598901421883])
      .describe('mean colour, of 1'),
    deviation: rgb.default([0.2834475483823543, 0.27566157565723015, 0.27018971370874995])
      .describe('standard deviation of colours, of 1')
  }),
  optionalSignals: ['coordinates'],
  pictures: ['unlabeled'],

  plan (facts, options, draw) {
    const { size } = facts
    const { shift, flip, distort, scale, tilt, color, mean, deviation } = options
    const points = coordinatesOf(facts, 'batch', 'mix3d-scene')
    const by = all(size, row => draw.chance('shifted', shift) ? half(points(row), draw, 'shift')
      : [0, 0, 0])
    // What is off draws nothing, so that plans are what they were without it
    const quarters = options.flipQuarters === 0 ? undefined : Uint8Array.from(times(size, () =>
      Number(draw.chance('flipQuarters', options.flipQuarters))))
    const axes = Uint8Array.from(times(size, () =>
      [draw.chance('flip', flip), draw.chance('flip', flip), false]).flat(), Number)
    const often = numbers(size, () => Number(draw.chance('distort', distort)))
    const scales = all(size, () => scalesOf(draw, 'scale', scale))
    const normalized: readonly Step[] =
      color ? [{ step: 'normalize-color', mean, deviation }] : []
    const view: Step[] = [
      { step: 'center-points', to: 'mean' },
      { step: 'translate-points', by },
      ...quarters === undefined ? [] : [{ step: 'flip-quarters', flags: quarters } as const],
      { step: 'mirror-points', axes },
      { step: 'distort-points', granularity: 0.2, magnitude: often.map(each => 0.4 * each),
        seed: draw.seed('fineNoise') },
      { step: 'distort-points', granularity: 0.8, magnitude: often.map(each => 1.6 * each),
        seed: draw.seed('coarseNoise') },
      { step: 'scale-points', by: scales },
      ...turns(size, draw, '', tilt),
      ...color ? colours(size, draw, '') : [],
      ...spoiled(options, draw),
      ...normalized
    ]
    const others = options.unlabeled === 0 ? undefined : unlabeledScenes(facts, options, draw)
    return others === undefined ? [own({ view })]
      : [own({ view, weight: 1 }), union(others.source, { ...others.layer,
        view: [...others.view, ...normalized], weight: 0 })]
  }
})

type Options = Readonly<Record<'cuts' | 'largestCut' | 'resample' | 'noise' | 'ignore' | 'scale' |
'tilt' | 'unlabeled', number>> & { readonly color: boolean }

/** Boxes that are cut out, and points that are added. */
function spoiled ({ cuts, largestCut, resample, noise, ignore }: Options, draw: Draws): Step[] {
  return [
    ...cuts === 0 ? [] : [
      { step: 'cut-boxes', each: cuts, largest: largestCut, seed: draw.seed('cuts') } as const],
    ...resample === 0 ? [] : [
      { step: 'resample-points', share: resample, noise, ignore,
        seed: draw.seed('resampled') } as const]
  ]
}

/** Scenes of the other pool, for some rows: neither mirrored nor distorted, and of no class. */
function unlabeledScenes (facts: Facts, { unlabeled, scale, tilt, color, ignore }: Options,
  draw: Draws) {
  const pool = 'unlabeled'
  const about = facts.pools[pool] as Facts['pools'][string] | undefined
  if (about === undefined) throw fail('POOL', 'mix3d-scene', pool, Object.keys(facts.pools))
  const points = coordinatesOf(facts, pool, 'mix3d-scene')
  const outputs = times(facts.size, row => row).filter(() => draw.chance(pool, unlabeled))
  if (outputs.length === 0) return undefined
  const scenes = outputs.map(() => draw.int('unlabeledScene', about.size))
  const many = scenes.length
  const view: Step[] = [
    { step: 'center-points', to: 'mean' },
    { step: 'translate-points',
      by: all(many, k => half(points(scenes[k]), draw, 'unlabeledShift')) },
    { step: 'scale-points', by: all(many, () => scalesOf(draw, 'unlabeledScale', scale)) },
    ...turns(many, draw, 'unlabeled', tilt),
    ...color ? colours(many, draw, 'unlabeled') : [],
    { step: 'fill-column', column: 'segment', value: ignore },
    { step: 'fill-column', column: 'instance', value: ignore }
  ]
  return { view, source: { pool, rows: Int32Array.from(scenes) },
    layer: { outputs: Int32Array.from(outputs) } }
}

/** Three numbers for each of `count`. */
function all (count: number, make: (k: number) => readonly number[]): Float64Array {
  return Float64Array.from(times(count, make).flat())
}

function scalesOf (draw: Draws, name: string, scale: number): number[] {
  return times(3, () => draw.uniform(name, 1 - scale, 1 + scale))
}

/** @param whose - begins the names of draws */
function turns (count: number, draw: Draws, whose: string, tilt: number): Step[] {
  return ([['z', Math.PI], ['y', tilt], ['x', tilt]] as const).map(([axis, most]): Step => ({
    step: 'rotate-points', axis, about: 'mean',
    angle: numbers(count, () =>
      draw.uniform(named(whose, `turn${axis.toUpperCase()}`), -most, most))
  }))
}

function colours (count: number, draw: Draws, whose: string): Step[] {
  return [
    { step: 'brightness-contrast',
      alpha: numbers(count, () => draw.uniform(named(whose, 'contrast'), 0.8, 1.2)),
      beta: numbers(count, () => draw.uniform(named(whose, 'brightness'), -0.2, 0.2)) },
    { step: 'shift-color',
      by: all(count, () => times(3, () => draw.uniform(named(whose, 'color'), -20, 20))) }
  ]
}

function named (whose: string, name: string): string {
  return whose === '' ? name : whose + name[0].toUpperCase() + name.slice(1)
}

/** Half of a place drawn from the bounds of a cloud about its mean; none in one without width. */
function half (points: Coordinates, draw: Draws, name: string): number[] {
  if (points.length === 0) return [0, 0, 0]
  const [mean, { low, high }] = [meanOf(points), boundsOf(points)]
  return mean.map((middle, axis) => low[axis] < high[axis]
    ? draw.uniform(name, low[axis] - middle, high[axis] - middle) / 2
    : 0)
}
