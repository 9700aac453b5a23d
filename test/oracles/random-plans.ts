import fc from 'fast-check'
import type { Boxes, Layer, Mask, Plan } from '../../core/index.js'

export const AXES = ['height', 'width']
export const frame = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))

/** Half-open spans within a length, empty ones too. */
function span (length: number): fc.Arbitrary<[number, number]> {
  return fc.tuple(fc.nat(length), fc.nat(length)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)])
}

/** Boxes on both axes or one of them, one for all pieces or one each. */
export function boxesIn (sides: readonly number[], pieces: number): fc.Arbitrary<Boxes> {
  return fc.tuple(fc.subarray([0, 1], { minLength: 1 }), fc.constantFrom(1, pieces))
    .chain(([which, count]) => fc.array(
      fc.tuple(...which.map(a => span(sides[a]))), { minLength: count, maxLength: count })
      .map(list => ({
        kind: 'boxes' as const,
        axes: which.map(a => AXES[a]),
        start: Int32Array.from(list.flat(), ([start]) => start),
        end: Int32Array.from(list.flat(), ([, end]) => end)
      })))
}

/** Masks on both axes or one, coarser or finer than the frame, stretched or tiled. */
export function masksIn (sides: readonly number[], pieces: number): fc.Arbitrary<Mask> {
  return fc.record({
    which: fc.subarray([0, 1], { minLength: 1 }),
    count: fc.constantFrom(1, pieces),
    grid: fc.tuple(...sides.map(length => fc.integer({ min: 1, max: length }))),
    of: fc.constantFrom(1, 4, 255),
    tiled: fc.boolean(),
    outside: fc.boolean()
  }).chain(({ which, count, grid, of, ...rest }) => {
    const cells = which.reduce((product, a) => product * grid[a], count)
    return fc.array(fc.nat(of), { minLength: cells, maxLength: cells }).map(levels => ({
      kind: 'mask' as const,
      axes: which.map(a => AXES[a]),
      grid: which.map(a => grid[a]),
      levels: Uint8Array.from(levels),
      of,
      ...rest
    }))
  })
}

const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))

/** Layers of any region, coefficient and blend, on all outputs or some of them, even twice. */
function layer (size: number, rows: number, sides: readonly number[]): fc.Arbitrary<Layer> {
  const outputs = fc.option(
    fc.array(fc.nat(size - 1), { minLength: 1, maxLength: 2 * size }), { freq: 1, nil: undefined })
  return outputs.chain(list => {
    const pieces = list?.length ?? size
    const column = fc.oneof(share,
      fc.array(share, { minLength: pieces, maxLength: pieces })
        .map(each => Float64Array.from(each)))
    return fc.record({
      source: fc.constantFrom('listed', 'listed', 'pool', 'none'),
      rows: fc.array(fc.nat(rows - 1), { minLength: pieces, maxLength: pieces }),
      where: fc.oneof(fc.constant(undefined), boxesIn(sides, pieces), masksIn(sides, pieces)),
      coefficient: fc.option(column, { nil: undefined }),
      blend: fc.constantFrom('over' as const, 'over' as const, 'sum' as const)
    }).map(({ source, rows: shown, where, coefficient, blend }): Layer => ({
      ...sourceOf(source, list === undefined, shown),
      ...list === undefined ? {} : { outputs: Int32Array.from(list) },
      ...where === undefined ? {} : { where },
      ...coefficient === undefined ? {} : { coefficient },
      ...blend === 'over' ? {} : { blend }
    }))
  })
}

/** Rows that are listed, or row i for piece i, or (no source at all) row i on output i. */
function sourceOf (kind: string, whole: boolean, rows: readonly number[]): Layer {
  if (kind === 'none') return {}
  const listed = kind === 'pool' && whole ? {} : { rows: Int32Array.from(rows) }
  return { source: { pool: 'batch', ...listed } }
}

/** Plans whose targets follow what is visible; weights need not sum to 1. */
export const plan: fc.Arbitrary<Plan> = fc.tuple(frame, fc.integer({ min: 1, max: 4 }))
  .chain(([sides, size]) => fc.array(layer(size, size, sides), { minLength: 1, maxLength: 4 })
    .map(layers => ({
      mixer: 'random', version: 1 as const, options: {}, draws: {}, size, axes: AXES,
      frame: sides, layers, targets: 'free' as const
    })))
