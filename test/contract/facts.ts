import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Facts } from '../../core/index.js'
import { numbers, Rng, rows, times } from '../../core/index.js'
import type { Generate } from './methods/ad-auto-mix.js'
import type { Labelling } from './methods/co-mixup.js'
import type { Match } from './methods/point-mixup.js'
import type { Cut } from './methods/puzzle-mix.js'

/** Facts of a batch; what is not given is as for a batch without anything special. */
export function factsOf (
  size: number, parts: Partial<Facts> & Pick<Facts, 'shape' | 'axes' | 'frame'>
): Facts {
  return { size, step: 0, signals: {}, ...parts, pools: { batch: { size }, ...parts.pools } }
}

/** Pictures of 48 × 64 pixels in ten classes. */
export function pictures (size: number, parts: Partial<Facts> = {}): Facts {
  const labels = rows(size, i => i % 10)
  return factsOf(size, {
    shape: [48, 64, 3],
    axes: ['height', 'width'],
    frame: [48, 64],
    labels,
    ...parts,
    pools: { batch: { size, labels }, ...parts.pools }
  })
}

/** Every output shows its own image and the next two, most cells one of them, some two by half. */
export function labelling (size: number, grid: readonly number[] = [4, 4]): Labelling {
  const cells = grid[0] * grid[1]
  const halves = new Uint8Array(size * size * cells)
  const chance = Rng(1)
  const take = (output: number, cell: number): void => {
    const image = (output + Math.floor(chance.uniform() * 3)) % size
    halves[(output * size + image) * cells + cell]++
  }
  for (let output = 0; output < size; output++) {
    for (let cell = 0; cell < cells * 2; cell++) take(output, Math.floor(cell / 2))
  }
  return { grid, halves }
}

/** Levels and moves that depend on all that is asked; one patch in seven stays empty. */
export function cutBy (labels: number, moved: readonly number[] | undefined): Cut {
  return ({ partner, lambda, grid }) => {
    const cells = grid[0] * grid[1]
    const chance = Rng(Math.floor(lambda * 1e9)).fork(grid[0])
    const levels = Uint8Array.from({ length: partner.length * cells }, () =>
      Math.floor(chance.uniform() * labels))
    if (moved === undefined) return { levels }
    const patches = moved[0] * moved[1]
    const moves = (turn: number): Int32Array => rows(partner.length * patches, i =>
      i % 7 === turn ? -1 : (i + partner[Math.floor(i / patches)] * turn) % patches)
    return {
      levels, moves: { grid: Int32Array.from(moved), own: moves(1), partner: moves(3) }
    }
  }
}

/** Class activations of every pixel, and none anywhere of the last row. */
export function maps (size: number, [height, width]: readonly number[]): Float64Array {
  const chance = Rng(2)
  const cells = height * width
  return numbers(size * cells, i => size > 1 && i >= (size - 1) * cells ? 0 : chance.uniform())
}

/** Downbeats about every two seconds; a third of the rows has too few to mix. */
export function downbeats (lengths: Int32Array): Int32Array[] {
  return times(lengths.length, i =>
    rows(i % 3 === 2 ? 1 : Math.floor(lengths[i] / 32000), k => 500 * i + 32000 * k))
}

/** A one-to-one match of this many points, another for every pair. */
export function matchOf (points: number): Match {
  return partner => rows(partner.length * points, i =>
    (points - 1 - i % points + partner[Math.floor(i / points)]) % points)
}

/** Masks that sum to 1 over the samples in every cell: a softmax of whatever numbers. */
export function generateOn ([height, width]: readonly number[]): Generate {
  return (samples, lambda): Tensor[] => {
    const [count, cells] = [samples[0].length, height * width]
    const scores = samples.map((rows, s) => {
      const chance = Rng(s).fork(Math.floor(lambda[s] * 1e9))
      return numbers(count * cells, i =>
        Math.exp(2 * chance.uniform() + rows[Math.floor(i / cells)] / count))
    })
    const total = numbers(count * cells, i => scores.reduce((sum, score) => sum + score[i], 0))
    return scores.map(score => tf.tensor(
      Float32Array.from(score, (each, i) => each / total[i]), [count, height, width]))
  }
}
