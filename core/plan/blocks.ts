import type { Layer, Mask, Plan } from '../contract/index.js'
import { regionOverWhole } from './region-over.js'
import type { LayerColumns } from './columns.js'
import { levelsOf } from './columns.js'
import type { ListedLevels } from './columns.js'
import { cellAt, cellsAlong, spansOf } from './region.js'
import type { Rules } from './rules.js'

/** Where a piece stands in a plan. */
export interface Place { readonly layer: number, readonly piece: number }

/**
 * A block of an output within which nothing changes, `[start, end)`, and how much of every piece is
 * seen in it.
 */
export interface Block {
  readonly start: readonly number[]
  readonly end: readonly number[]
  readonly parts: readonly number[]
}

/** The levels of the mask of a layer, listed. */
export type Levels = (layer: number) => ListedLevels

/** Lists the levels of every layer once, when they are first asked for. */
export function levelsIn (
  plan: Plan<unknown>, layers: readonly LayerColumns[], rules?: Rules
): Levels {
  const known: ListedLevels[] = []
  return layer => known[layer] ??=
    levelsOf(plan.layers[layer].where as Mask, layers[layer].count, rules)
}

/** The blocks of one output whose pieces are `list`. */
export function * blocks (
  list: readonly Place[], plan: Plan<unknown>, layers: readonly LayerColumns[], rules?: Rules
): Generator<Block> {
  const cuts = cutsOf(list, plan)
  const sheets = sheetsOf(list, plan, layers, cuts, levelsIn(plan, layers, rules))
  const count = cuts[cuts.length - 1].length - 1
  for (const { at, parts } of lanes(cuts, sheets)) {
    for (let k = 0; k < count; k++) {
      const here = [...at, k].slice(0, plan.axes.length)
      yield {
        start: here.map((cut, a) => cuts[a][cut]),
        end: here.map((cut, a) => cuts[a][cut + 1]),
        parts: parts.map(part => part[k])
      }
    }
  }
}

/** How many cells of the frame every piece of an output shows, whole cells and parts of them. */
export function cellsSeen (
  list: readonly Place[], plan: Plan<unknown>, layers: readonly LayerColumns[], levels: Levels
): Float64Array {
  const counted = regionOverWhole(list, plan, layers, levels)
  if (counted !== undefined) return counted
  const cuts = cutsOf(list, plan)
  const last = cuts[cuts.length - 1]
  const lengths = Float64Array.from(last.slice(1), (end, k) => end - last[k])
  const totals = new Float64Array(list.length)
  for (const { area, parts } of lanes(cuts, sheetsOf(list, plan, layers, cuts, levels))) {
    parts.forEach((part, p) => { totals[p] += area * dot(part, lengths) })
  }
  return totals
}

function dot (a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

/**
 * What a piece's region shows, block by block: the numbers of the block's cuts, `at[axis][cut]`,
 * sum to a cell, and its level tells how strongly the piece is seen there. A box is 0 in it and
 * more around it.
 */
interface Sheet {
  readonly at: ReadonlyArray<readonly number[]>
  /** Absent: the cell is its own level. */
  readonly levels: Uint8Array | undefined
  readonly seen: Float64Array
  readonly sums: boolean
}

/**
 * Blocks that differ along the last axis only: their cuts on the others, their area there, and how
 * much of every piece is seen in each. The next lane is written over it.
 */
interface Lane {
  readonly at: readonly number[]
  readonly area: number
  readonly parts: readonly Float64Array[]
}

function * lanes (
  cuts: ReadonlyArray<readonly number[]>, sheets: readonly Sheet[]
): Generator<Lane> {
  const count = cuts[cuts.length - 1].length - 1
  const uncovered = new Float64Array(count)
  const parts = sheets.map(() => new Float64Array(count))
  const at: number[] = Array<number>(cuts.length - 1).fill(0)
  for (let axis = 0; axis >= 0;) {
    uncovered.fill(1)
    for (let p = sheets.length - 1; p >= 0; p--) {
      const cell = at.reduce((sum, cut, a) => sum + sheets[p].at[a][cut], 0)
      look(sheets[p], cell, uncovered, parts[p])
    }
    const area = at.reduce((product, cut, a) => product * (cuts[a][cut + 1] - cuts[a][cut]), 1)
    yield { at, area, parts }
    axis = at.length - 1
    for (; axis >= 0 && ++at[axis] === cuts[axis].length - 1; axis--) at[axis] = 0
  }
}

/** Shows a piece through what those above it leave uncovered, and covers what it hides. */
function look (
  { at, levels, seen, sums }: Sheet, first: number, uncovered: Float64Array, parts: Float64Array
): void {
  const along = at[at.length - 1]
  for (let k = 0; k < parts.length; k++) {
    const cell = first + along[k]
    const part = seen[levels === undefined ? cell : levels[cell]]
    parts[k] = part * uncovered[k]
    if (!sums) uncovered[k] *= 1 - part
  }
}

/**
 * Where something may change along every axis: the edges of boxes and of the cells of masks. A
 * frame without axes is one cell.
 */
function cutsOf (list: readonly Place[], plan: Plan<unknown>): number[][] {
  if (plan.axes.length === 0) return [[0, 1]]
  return plan.axes.map((axis, a) => {
    const length = plan.frame[a]
    const cuts = new Set([0, length])
    const add = (edge: number): void => { cuts.add(edge) }
    for (const { layer, piece } of list) {
      const where = plan.layers[layer].where
      if (where?.kind === 'boxes') spansOf(where, piece, plan.axes, plan.frame)[a].forEach(add)
      if (where?.kind === 'mask') maskCuts(where, axis, length).forEach(add)
    }
    return [...cuts].sort((p, q) => p - q)
  })
}

function maskCuts (where: Mask<unknown>, axis: string, length: number): number[] {
  const cells = cellsAlong(where, axis)
  if (cells === 1) return []
  if (where.tiled === true) return Array.from({ length }, (_, p) => p)
  return Array.from({ length: cells }, (_, cell) => Math.ceil(cell * length / cells))
}

function sheetsOf (
  list: readonly Place[], plan: Plan<unknown>, layers: readonly LayerColumns[],
  cuts: ReadonlyArray<readonly number[]>, levels: Levels
): Sheet[] {
  return list.map(({ layer, piece }) => {
    const coefficient = (layers[layer].coefficient as Float64Array)[piece]
    const sums = plan.layers[layer].blend === 'sum'
    const { at, shares, levels: listed } =
      shownBy(plan.layers[layer], layer, piece, plan, cuts, levels)
    return { at, levels: listed, seen: shares.map(share => coefficient * share), sums }
  })
}

/** Where the cells of a piece's region lie, and what each of them, or each level, shows: 0 … 1. */
function shownBy (
  { where }: Layer<unknown>, layer: number, piece: number, { axes, frame }: Plan<unknown>,
  cuts: ReadonlyArray<readonly number[]>, levels: Levels
): { at: number[][], shares: Float64Array, levels?: Uint8Array } {
  const along = (number: (position: number, axis: number) => number): number[][] =>
    cuts.map((edges, a) => edges.map(position => number(position, a)))
  if (where === undefined) return { at: along(() => 0), shares: Float64Array.of(1) }
  if (where.kind !== 'mask') {
    const spans = where.kind === 'boxes' ? spansOf(where, piece, axes, frame) : []
    const shares = new Float64Array(axes.length + 1)
    shares[0] = 1
    return { at: along((p, a) => Number(p < spans[a][0] || p >= spans[a][1])), shares }
  }
  const cells = axes.map(axis => cellsAlong(where, axis))
  const strides = cells.map((_, a) => cells.slice(a + 1).reduce((product, n) => product * n, 1))
  const size = cells.reduce((product, n) => product * n, 1)
  const positions = axes.map((axis, a) => cellAt(where, axis, frame[a]))
  const at = along((p, a) => Math.min(positions[a](p), cells[a] - 1) * strides[a])
  const all = levels(layer)
  const listed = all.length === size ? all : all.subarray(piece * size, (piece + 1) * size)
  const shown = (share: number): number => where.outside === true ? 1 - share : share
  if (listed instanceof Float32Array) return { at, shares: new Float64Array(listed).map(shown) }
  const shares = Float64Array.from({ length: where.of + 1 }, (_, level) => shown(level / where.of))
  return { at, shares, levels: listed }
}
