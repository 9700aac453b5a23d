import type { Layer, Mask, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import type { Rules } from './rules.js'
import { columnsOf, levelsOf } from './columns.js'
import type { LayerColumns } from './columns.js'
import { cellAt, cellsAlong, spansOf } from './region.js'

/**
 * What stays visible of every piece, as a share of its output: `[layer][piece]`.
 *
 * A piece under `over` or `arc` takes its coefficient times what its region shows from all that was there; a piece
 * under `sum` adds to it. Shares are exact: the frame is cut along every edge of every region of an output, and
 * within such a cut nothing changes. Point regions are counted by their domain, live ones on the device.
 *
 * @param axes - the names of the frame's axes
 * @throws PLAN for a region, coefficient or blend whose visible share is not defined on the host
 */
export function visibleShares (
  plan: Plan<unknown>, axes: readonly string[], rules?: Rules
): Float64Array[] {
  const layers = plan.layers.map(layer => columnsOf(layer, plan.size, rules))
  const shares = layers.map(({ count }) => new Float64Array(count))
  const seen = new Map<string, readonly number[]>()
  plan.layers.forEach((layer, l) => { refuseUndefined(layer, layers[l], l) })
  piecesByOutput(layers, plan.size).forEach(list => {
    const key = list.map(place => sameAs(plan.layers[place.layer], layers[place.layer], place)).join()
    const found = seen.get(key) ?? outputShares(list, plan, layers, axes, rules)
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
  plan: Plan<Live>, axes: readonly string[], rules?: Rules
): Array<Float64Array | Live> {
  const stated = plan.layers.map(layer => columnsOf(layer, plan.size, rules).weight)
  if (stated.every(weight => weight !== undefined)) return stated
  const visible = visibleShares(plan, axes, rules)
  return stated.map((weight, l) => weight ?? visible[l])
}

interface Place { readonly layer: number, readonly piece: number }

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
  list: readonly Place[], plan: Plan<unknown>, layers: readonly LayerColumns[],
  axes: readonly string[], rules?: Rules
): readonly number[] {
  const cuts = axes.map((axis, a) => cutsAlong(list, plan, axis, a, axes))
  const parts = list.map(({ layer, piece }) => ({
    blend: plan.layers[layer].blend ?? 'over',
    coefficient: (layers[layer].coefficient as Float64Array)[piece],
    show: shownBy(plan.layers[layer], piece, layers[layer].count, plan.frame, axes, rules)
  }))
  const totals = list.map(() => 0)
  const here = new Float64Array(list.length)
  for (const { position, share } of cells(cuts, plan.frame)) {
    parts.forEach(({ blend, coefficient, show }, k) => {
      const part = coefficient * show(position)
      if (blend !== 'sum') for (let before = 0; before < k; before++) here[before] *= 1 - part
      here[k] = part
    })
    here.forEach((part, k) => { totals[k] += part * share })
  }
  return totals
}

/** Where something may change along an axis: the edges of boxes and of the cells of masks. */
function cutsAlong (
  list: readonly Place[], plan: Plan<unknown>, axis: string, a: number, axes: readonly string[]
): number[] {
  const length = plan.frame[a]
  const cuts = new Set([0, length])
  for (const { layer, piece } of list) {
    const where = plan.layers[layer].where
    if (where?.kind === 'boxes') spansOf(where, piece, axes, plan.frame)[a].forEach(edge => cuts.add(edge))
    if (where?.kind === 'mask') maskCuts(where, axis, length).forEach(edge => cuts.add(edge))
  }
  return [...cuts].sort((p, q) => p - q)
}

function maskCuts (where: Mask<unknown>, axis: string, length: number): number[] {
  const cells = cellsAlong(where, axis)
  if (cells === 1) return []
  if (where.tiled === true) return Array.from({ length }, (_, p) => p)
  return Array.from({ length: cells }, (_, cell) => Math.ceil(cell * length / cells))
}

/** Every block between cuts, by its first position, with its share of the frame. */
function * cells (
  cuts: readonly number[][], frame: readonly number[], a = 0
): Generator<{ position: number[], share: number }> {
  if (a === frame.length) {
    yield { position: [], share: 1 }
    return
  }
  for (let k = 0; k + 1 < cuts[a].length; k++) {
    const part = (cuts[a][k + 1] - cuts[a][k]) / frame[a]
    for (const { position, share } of cells(cuts, frame, a + 1)) {
      yield { position: [cuts[a][k], ...position], share: part * share }
    }
  }
}

/** What a piece's region shows at a position of the frame, 0 … 1. */
function shownBy (
  layer: Layer<unknown>, piece: number, count: number, frame: readonly number[],
  axes: readonly string[], rules?: Rules
): (position: readonly number[]) => number {
  const where = layer.where
  if (where === undefined) return () => 1
  if (where.kind === 'boxes') {
    const spans = spansOf(where, piece, axes, frame)
    return position => Number(spans.every(([start, end], a) => position[a] >= start && position[a] < end))
  }
  const mask = where as Mask
  const levels = levelsOf(mask, count, rules)
  const at = axes.map((axis, a) => cellAt(mask, axis, frame[a]))
  const strides = axes.map((_, a) => axes.slice(a + 1).reduce((n, axis) => n * cellsAlong(mask, axis), 1))
  const size = mask.grid.reduce((product, n) => product * n, 1)
  const first = levels.length === size ? 0 : piece * size
  return position => {
    const cell = position.reduce((sum, p, a) => sum + at[a](p) * strides[a], first)
    const share = levels[cell] / mask.of
    return mask.outside === true ? 1 - share : share
  }
}
