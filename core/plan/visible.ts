import type { Layer, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import type { Levels, Place } from './blocks.js'
import { cellsSeen, levelsIn } from './blocks.js'
import { columnsOf } from './columns.js'
import type { LayerColumns, ListedLevels } from './columns.js'
import { requirePlan } from './require-plan.js'
import type { Rules } from './rules.js'

export { blocks } from './blocks.js'
export type { Block, Place } from './blocks.js'

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
  requirePlan(plan)
  const layers = plan.layers.map(layer => columnsOf(layer, plan.size, rules))
  const shares = layers.map(({ count }) => new Float64Array(count))
  const levels = levelsIn(plan, layers, rules)
  const area = plan.frame.reduce((product, length) => product * length, 1)
  const seen = new Map<string, Float64Array>()
  plan.layers.forEach((layer, l) => { refuseUndefined(layer, layers[l], l) })
  piecesByOutput(layers, plan.size).forEach(list => {
    const key = list.map(place =>
      sameAs(plan.layers[place.layer], layers[place.layer], place, levels)).join()
    const found = seen.get(key) ?? cellsSeen(list, plan, layers, levels)
    seen.set(key, found)
    list.forEach(({ layer, piece }, k) => { shares[layer][piece] = found[k] / area })
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
  requirePlan(plan)
  const stated = plan.layers.map(layer => columnsOf(layer, plan.size, rules).weight)
  if (stated.every(weight => weight !== undefined)) return stated
  const visible = visibleShares(plan, rules)
  return stated.map((weight, l) => weight ?? visible[l])
}

/** The pieces of every output, in the order they are painted. */
export function piecesByOutput (layers: readonly LayerColumns[], size: number): Place[][] {
  const lists = Array.from({ length: size }, (): Place[] => [])
  layers.forEach(({ outputs }, layer) => {
    outputs.forEach((output, piece) => { lists[output].push({ layer, piece }) })
  })
  return lists
}

/** Outputs whose pieces differ in nothing that is seen have the same key. */
function sameAs (
  { where }: Layer<unknown>, columns: LayerColumns, place: Place, levels: Levels
): string {
  const shared = where === undefined || oneForAll(where, columns.count, () => levels(place.layer))
  const coefficient = (columns.coefficient as Float64Array)[place.piece]
  return `${place.layer}:${shared ? 0 : place.piece}:${coefficient}`
}

function oneForAll (
  where: NonNullable<Layer<unknown>['where']>, count: number, levels: () => ListedLevels
): boolean {
  if (count === 1) return true
  if (where.kind === 'boxes') return where.start.length === where.axes.length
  return where.kind === 'mask' &&
    levels().length === where.grid.reduce((product, n) => product * n, 1)
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
