import type { Layer, Mask, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import type { Rules } from './rules.js'
import { columnsOf, levelsOf } from './columns.js'
import type { LayerColumns } from './columns.js'
import { cellAt, cellsAlong, spansOf } from './region.js'

/**
 * What stays visible of every piece, as a share of its output: `[layer][piece]`.
 *
 * A piece under `over` or `arc` takes its coefficient times what its region shows from all that was
 * there; a piece under `sum` adds to it. Shares are exact: the frame is cut along every edge of
 * every region of an output, and within such a cut nothing changes. Point regions are counted by
 * their domain, live ones on the device.
 *
 * @throws PLAN for a region, coefficient or blend whose visible share is not defined on the host
 */
export function visibleShares (plan: Plan<unknown>, rules?: Rules): Float64Array[] {
  const layers = plan.layers.map(layer => columnsOf(layer, plan.size, rules))
  const shares = layers.map(({ count }) => new Float64Array(count))
  const seen = new Map<string, readonly number[]>()
  plan.layers.forEach((layer, l) => { refuseUndefined(layer, layers[l], l) })
  piecesByOutput(layers, plan.size).forEach(list => {
    const key = list.map(place => sameAs(plan.layers[place.layer], layers[place.layer], place))
      .join()
    const found = seen.get(key) ?? outputShares(list, plan, layers, rules)
    seen.set(key, found)
    list.forEach(({ layer, piece }, k) => { shares[layer][piece] = found[k] })
  })
  return shares
}

/**
 * The share of every piece in the target, `[layer][piece]`: as stated, or what stays visible of it.
 *
 * @throws PLAN where a weight is not stated and what stays visible cannot be told on the host
 */
export function targetWeights<Live> (
  plan: Plan<Live>, rules?: Rules
): Array<Float64Array | Live> {
  const stated = plan.layers.map(layer => columnsOf(layer, plan.size, rules).weight)
  if (stated.every(weight => weight !== undefined)) return stated
  const visible = visibleShares(plan, rules)
  return stated.map((weight, l) => weight ?? visible[l])
}

export interface Place { readonly layer: number, readonly piece: number }

/** The pieces of every output, in the order they are painted. */
export function piecesByOutput (layers: readonly LayerColumns[], size: number): Place[][] {
  const lists = Array.from({ length: size }, (): Place[] => [])
  layers.forEach(({ outputs }, layer) => {
    outputs.forEach((output, piece) => { lists[output].push({ layer, piece }) })
  })
  return lists
}

/** Outputs whose pieces differ in nothing that is seen have the same key. */
function sameAs (layer: Layer<unknown>, columns: LayerColumns, place: Place): string {
  const shared = layer.where === undefined || oneForAll(layer.where, columns.count)
  const coefficient = (columns.coefficient as Float64Array)[place.piece]
  return `${place.layer}:${shared ? 0 : place.piece}:${coefficient}`
}

function oneForAll (where: NonNullable<Layer<unknown>['where']>, count: number): boolean {
  if (count === 1) return true
  if (where.kind === 'boxes') return where.start.length === where.axes.length
  return where.kind === 'mask' && where.levels instanceof Uint8Array &&
    where.levels.length === where.grid.reduce((product, n) => product * n, 1)
}

function refuseUndefined (layer: Layer<unknown>, columns: LayerColumns, l: number): void {
  const { blend = 'over', where } = layer
  const reason = blend !== 'over' && blend !== 'sum' && blend !== 'arc'
    ? 'under a blend other than over, sum and arc'
    : where?.kind === 'points' ? 'for a set of points'
      : !(columns.coefficient instanceof Float64Array) ? 'for a live coefficient' : undefined
  if (reason === undefined) return
  throw fail('PLAN', `layers[${l}].weight`, `must be stated ${reason}`, layer.weight)
}

function outputShares (
  list: readonly Place[], plan: Plan<unknown>, layers: readonly LayerColumns[], rules?: Rules
): readonly number[] {
  const area = plan.frame.reduce((product, length) => product * length, 1)
  const totals = list.map(() => 0)
  for (const { start, end, parts } of blocks(list, plan, layers, rules)) {
    const share = start.reduce((product, from, a) => product * (end[a] - from), 1) / area
    parts.forEach((part, k) => { totals[k] += part * share })
  }
  return totals
}

/**
 * A block of an output within which nothing changes, `[start, end)`, and how much of every piece is
 * seen in it.
 */
export interface Block {
  readonly start: readonly number[]
  readonly end: readonly number[]
  readonly parts: readonly number[]
}

/** The blocks of one output whose pieces are `list`. */
export function * blocks (
  list: readonly Place[], plan: Plan<unknown>, layers: readonly LayerColumns[], rules?: Rules
): Generator<Block> {
  const pieces = list.map(({ layer, piece }) => ({
    sums: plan.layers[layer].blend === 'sum',
    coefficient: (layers[layer].coefficient as Float64Array)[piece],
    show: shownBy(plan.layers[layer], piece, layers[layer].count, plan, rules)
  }))
  const cuts = plan.axes.map((_, a) => cutsAlong(list, plan, a))
  for (const { start, end } of boxesBetween(cuts)) {
    const parts: number[] = []
    for (const { sums, coefficient, show } of pieces) {
      const part = coefficient * show(start)
      if (!sums) parts.forEach((before, k) => { parts[k] = before * (1 - part) })
      parts.push(part)
    }
    yield { start, end, parts }
  }
}

/** Where something may change along an axis: the edges of boxes and of the cells of masks. */
function cutsAlong (list: readonly Place[], plan: Plan<unknown>, a: number): number[] {
  const length = plan.frame[a]
  const cuts = new Set([0, length])
  for (const { layer, piece } of list) {
    const where = plan.layers[layer].where
    if (where?.kind === 'boxes')
      spansOf(where, piece, plan.axes, plan.frame)[a].forEach(edge => cuts.add(edge))
    if (where?.kind === 'mask')
      maskCuts(where, plan.axes[a], length).forEach(edge => cuts.add(edge))
  }
  return [...cuts].sort((p, q) => p - q)
}

function maskCuts (where: Mask<unknown>, axis: string, length: number): number[] {
  const cells = cellsAlong(where, axis)
  if (cells === 1) return []
  if (where.tiled === true) return Array.from({ length }, (_, p) => p)
  return Array.from({ length: cells }, (_, cell) => Math.ceil(cell * length / cells))
}

/** Every box between neighbouring cuts. */
function * boxesBetween (cuts: readonly number[][]): Generator<{ start: number[], end: number[] }> {
  const [first, ...rest] = cuts as Array<number[] | undefined>
  if (first === undefined) {
    yield { start: [], end: [] }
    return
  }
  for (let k = 0; k + 1 < first.length; k++) {
    for (const { start, end } of boxesBetween(rest as number[][])) {
      yield { start: [first[k], ...start], end: [first[k + 1], ...end] }
    }
  }
}

/** What a piece's region shows at a position of the frame, 0 … 1. */
function shownBy (
  layer: Layer<unknown>, piece: number, count: number, { axes, frame }: Plan<unknown>, rules?: Rules
): (position: readonly number[]) => number {
  const where = layer.where
  if (where === undefined) return () => 1
  if (where.kind === 'boxes') {
    const spans = spansOf(where, piece, axes, frame)
    return position =>
      Number(spans.every(([start, end], a) => position[a] >= start && position[a] < end))
  }
  const mask = where as Mask
  const levels = levelsOf(mask, count, rules)
  const at = axes.map((axis, a) => cellAt(mask, axis, frame[a]))
  const along = axes.map(axis => cellsAlong(mask, axis))
  const size = along.reduce((product, n) => product * n, 1)
  const first = levels.length === size ? 0 : piece * size
  return position => {
    const cell = position.reduce((index, p, a) => index * along[a] + at[a](p), 0)
    const share = levels[first + cell] / mask.of
    return mask.outside === true ? 1 - share : share
  }
}
