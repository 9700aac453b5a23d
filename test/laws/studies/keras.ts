import { targetWeights } from '../../../core/index.js'
import { kerasCutmix } from '../../../domains/image/index.js'
import { incompleteBeta } from '../statistics.js'
import type { Claim, Study } from '../study.js'
import { meanTest, plansOf, uniformity, uniforms } from '../study.js'

const FRAME = [40, 30]
const EPSILON = 1e-6

interface Kept {
  readonly alpha: number
  readonly lambda: number
  readonly weight: number
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** The first row of every plan: rows of a batch share their α. */
function firstRows (count: number): Kept[] {
  return plansOf(kerasCutmix(), count, 2, FRAME, 8).map(plan => {
    const { draws, layers: [, { where }] } = plan
    const { start, end } = where as { start: Int32Array, end: Int32Array }
    return {
      alpha: draws.alpha[0],
      lambda: draws.lambda[0],
      weight: (targetWeights(plan)[1])[0],
      starts: [start[0], start[1]],
      ends: [end[0], end[1]]
    }
  })
}

/** The share of boxes that cover less than 1 % or more than 99 %, for α anywhere from 0 to 1. */
function extremeShare (scale: number): number {
  const steps = 2000
  let sum = 0
  for (let k = 0; k < steps; k++) {
    const alpha = ((k + 0.5) / steps) * scale + EPSILON
    sum += 2 * incompleteBeta(alpha, alpha, 0.01) / steps
  }
  return sum
}

/** Where the first pixel of a box stands, among all where a box of its side may start. */
function starts (found: readonly Kept[], axis: number, shift: number, seed: number): number {
  const share = uniforms(seed)
  return uniformity(found.flatMap(({ lambda, starts: first }) => {
    const room = FRAME[axis] * (1 - Math.sqrt(1 - lambda))
    const below = (pixel: number): number => Math.min(1, Math.max(0, pixel / room))
    const pixel = first[axis] + shift
    if (room < 2) return []
    return [below(pixel - 1) + share() * (below(pixel) - below(pixel - 1))]
  }))
}

/** How many pixels a box has along an axis is its real side, up to one. */
function sides (found: readonly Kept[], axis: number): number {
  return Number(found.every(({ lambda, starts: first, ends }) => {
    const side = FRAME[axis] * Math.sqrt(1 - lambda)
    return Math.abs(ends[axis] - first[axis] - side) < 1 + 1e-9 && ends[axis] <= FRAME[axis]
  }))
}

const boxes: Study = {
  title: 'the box of keras-cutmix',
  run: (count): Claim[] => {
    const found = firstRows(count)
    const weights = found.map(({ weight }) => weight)
    const areas = found.map(({ starts: first, ends }) =>
      (ends[0] - first[0]) * (ends[1] - first[1]) / (FRAME[0] * FRAME[1]))
    const lambdas = (scale: number): number => uniformity(found.map(({ alpha, lambda }) => {
      const of = (alpha + EPSILON) * scale
      return incompleteBeta(of, of, lambda)
    }).filter(u => u > 1e-9 && u < 1 - 1e-9))
    const extreme = weights.map(weight => Number(weight < 0.01 || weight > 0.99))
    const share = extremeShare(1)
    const spread = (of: number): number => Math.sqrt(of * (1 - of))
    const deviation = Math.sqrt(weights.reduce((sum, weight) =>
      sum + (weight - 0.5) ** 2, 0) / weights.length)
    return [
      {
        claim: 'α is anywhere from 0 to 1',
        p: uniformity(found.map(({ alpha }) => alpha)),
        wrong: { 'from 0 to 1.25': uniformity(found.map(({ alpha }) => alpha / 1.25)) }
      },
      { claim: 'λ ~ Beta(α, α)', p: lambdas(1), wrong: { 'α · 1.25': lambdas(1.25) } },
      {
        claim: 'the mean area is one half', p: meanTest(weights, 0.5, deviation),
        wrong: { 'that of a clipped box, 0.318': meanTest(weights, 0.318, deviation) }
      },
      {
        claim: 'so it is in pixels: 0.498', p: meanTest(areas, 0.498, deviation),
        wrong: { 'that of a clipped box, 0.318': meanTest(areas, 0.318, deviation) }
      },
      { claim: 'the law says 23 % of boxes are all or nothing', p: Number(
        Math.abs(share - 0.23) < 0.005), wrong: {
        'α up to 1.25': Number(Math.abs(extremeShare(1.25) - 0.23) < 0.005) } },
      {
        claim: 'as many boxes are all or nothing', p: meanTest(extreme, share, spread(share)),
        wrong: { 'one α for all': meanTest(extreme, 0.02, spread(0.02)) }
      },
      ...[0, 1].map(axis => ({
        claim: `boxes start anywhere inside along axis ${axis}`,
        p: starts(found, axis, 0, 11 + axis),
        wrong: { 'off by one': starts(found, axis, 1, 11 + axis) }
      })),
      ...[0, 1].map(axis => ({
        claim: `boxes have their side along axis ${axis}, and are never clipped`,
        p: sides(found, axis),
        wrong: { 'a pixel less': sides(found.map(each => ({
          ...each, ends: each.ends.map(end => end - 1)
        })), axis) }
      }))
    ]
  }
}

export const studies: readonly Study[] = [boxes]
