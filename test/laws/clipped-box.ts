import type { DiscreteLaw } from './discrete-law.js'
import { joined, lawOf, mixture } from './discrete-law.js'
import { incompleteBeta } from './statistics.js'

/** How the span of a box along one axis comes about: its size and place from half a side. */
export type Cut = (half: number, centre: number, length: number) => readonly [number, number]

/** As the authors of CutMix cut: both ends clipped at the border. */
export const clipped: Cut = (half, centre, length) =>
  [centre < half ? 0 : centre - half, centre + half > length ? length : centre + half]

/** Controls: a box that may lie outside, and a centre that is off by one. */
export const unclipped: Cut = (half, centre) => [centre - half, centre + half]
export const shifted: Cut = (half, centre, length) => clipped(half, centre + 1, length)

/** Half the side of a box for λ: `⌊⌊length · √(1 - λ)⌋ / 2⌋`. */
export function halfSide (lambda: number, length: number): number {
  return Math.floor(Math.floor(length * Math.sqrt(1 - lambda)) / 2)
}

/** A number for every span within a frame side, and for those that reach out of it. */
export function spanCode ([start, end]: readonly [number, number]): number {
  return start * 4096 + end
}

/** The law of the span of a box for half a side, as codes or as sizes. */
export function spanLaw (
  half: number, length: number, cut: Cut, value: (span: readonly [number, number]) => number
): DiscreteLaw {
  const centres = Array.from({ length }, (_, centre) => centre)
  return lawOf(centres, centre => value(cut(half, centre, length)))
}

const sizeOf = ([start, end]: readonly [number, number]): number => end - start

/** The law of the area of a box for λ, in pixels. */
export function areaLaw (
  lambda: number, [height, width]: readonly number[], cut: Cut
): DiscreteLaw {
  return joined(
    spanLaw(halfSide(lambda, height), height, cut, sizeOf),
    spanLaw(halfSide(lambda, width), width, cut, sizeOf), (a, b) => a * b)
}

/**
 * The law of anything that depends on λ ~ Beta(alpha, alpha) through half the sides of a box:
 * exact, since these change at finitely many λ only.
 */
export function overLambda (
  alpha: number, frame: readonly number[], law: (lambda: number) => DiscreteLaw
): DiscreteLaw {
  const edges = new Set([0, 1])
  for (const length of frame) for (let side = 2; side < length; side += 2) edges.add(side / length)
  const roots = [...edges].sort((a, b) => a - b)
  const below = (root: number): number => incompleteBeta(alpha, alpha, 1 - root * root)
  return mixture(roots.slice(1).map((root, k) => {
    const middle = (roots[k] + root) / 2
    return [law(1 - middle * middle), below(roots[k]) - below(root)]
  }))
}
