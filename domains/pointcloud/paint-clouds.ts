import type { Blend, Layer, Plan, Region, Step } from '../../core/index.js'
import * as z from 'zod/mini'
import { fail } from '../../core/errors.js'
import { columnsOf, levelsOf } from '../../core/plan/columns.js'
import type { LayerColumns } from '../../core/plan/columns.js'
import { schemaRefusal } from '../../core/plan/check/path.js'
import { exact, ruleTable } from '../../core/plan/rules.js'
import { piecesByOutput } from '../../core/plan/visible.js'
import { blendOver } from './blend.js'
import { arraysOf, finish, settle, throughChain } from './canvas.js'
import type { Canvas, Settled } from './canvas.js'
import type { AnyCloud } from './cloud.js'
import { countOf } from './points.js'
import { rules } from './rules.js'
import { selectors } from './select/index.js'
import { complementOf, flagged, memory } from './select/selector.js'
import type { Memo } from './select/selector.js'
import { cloudSteps } from './steps/index.js'
import type { Change, Seen } from './steps/step.js'

/** Clouds by the names of their pools. */
export type CloudPools = Readonly<Record<string, readonly AnyCloud[]>>

/**
 * Paints clouds by a plan: every output is what its pieces show, one after the other.
 *
 * Outputs know their provenance, have no point with a coordinate that is no finite number, and
 * share no memory with the inputs, which are not changed.
 *
 * @throws POOL for a pool that is not there, UNKNOWN_NAME for a step or selection that is none,
 *   PLAN for parameters, blends and regions that clouds do not have, INPUT for clouds that do not
 *   fit together
 */
export function paintClouds (plan: Plan<unknown>, pools: CloudPools, who: string): AnyCloud[] {
  const inputs = arraysOf(pools)
  const painted = settled(plan, pools, who)
    .map(({ seen, parts }) => finish(seen, parts, inputs))
  if (plan.then === undefined) return painted
  return paintClouds(plan.then, { ...pools, batch: painted }, who)
    .map(cloud => throughChain(cloud, painted))
}

/** The share of the points of its output that every piece has, `[layer][piece]`. */
export function sharesOfPieces (
  plan: Plan<unknown>, pools: CloudPools, who: string
): Float64Array[] {
  const table = ruleTable(rules)
  const layers = plan.layers.map(layer => columnsOf(layer, plan.size, table))
  const shares = layers.map(({ count }) => new Float64Array(count))
  const outputs = settled({ ...plan, after: [] }, pools, who)
  piecesByOutput(layers, plan.size).forEach((places, output) => {
    const { part } = outputs[output].seen
    for (let i = 0; i < part.length; i++) {
      const { layer, piece } = places[part[i]]
      shares[layer][piece] += 1 / part.length
    }
  })
  return shares
}

interface Ready extends LayerColumns {
  readonly pool: string
  readonly clouds: readonly AnyCloud[]
  readonly view: readonly Done[]
  /** Whether points may be chosen before they are moved, so that no others are. */
  readonly placeless: boolean
  readonly where: Region<unknown> | undefined
  readonly blend: Blend
}

/** A step, ready to be done to the clouds of its pieces. */
interface Done {
  run (seen: Seen, piece: number): Seen
  change (piece: number): Change | undefined
}

function settled (
  plan: Plan<unknown>, pools: CloudPools, who: string
): Array<{ readonly seen: Settled, readonly parts: Canvas['parts'] }> {
  const layers = plan.layers.map(layer => ready(layer, plan.size, pools, who))
  const closing = (plan.after ?? []).map(doing)
  const memo = memory()
  return piecesByOutput(layers, plan.size).map((places, output) => {
    const canvas = places.reduce<Canvas>((there, { layer, piece }) =>
      lay(there, layers[layer], piece, memo, who), { shown: [], parts: [] })
    const seen = closing.reduce<Seen>((now, step) => step.run(now, output), whole(canvas, who))
    return { seen: settle({ ...canvas, shown: [{ seen, ordinal: 0 }] }, who), parts: canvas.parts }
  })
}

/** An output without a piece has no points. */
function whole (canvas: Canvas, who: string): Settled {
  if (canvas.shown.length > 0) return settle(canvas, who)
  const none = new Int32Array(0)
  return { cloud: { coordinates: new Float32Array(0), columns: {} }, part: none, index: none }
}

function ready (layer: Layer<unknown>, size: number, pools: CloudPools, who: string): Ready {
  const { source, view = [], where, blend = 'over' } = layer
  const pool = source?.pool ?? 'batch'
  if (typeof pool !== 'string') throw fail('PLAN', 'source.pool', 'must be a name', pool)
  if (!Object.hasOwn(pools, pool)) throw fail('POOL', who, pool, Object.keys(pools))
  if (blend !== 'over' && blend !== 'union')
    throw fail('PLAN', 'blend', 'must be "over" or "union" on clouds', blend)
  const placeless = where?.kind === 'points' && selectors[where.select]?.placeless === true
  return { ...columnsOf(layer, size, ruleTable(rules)), pool, clouds: pools[pool], blend, where,
    view: view.map(doing), placeless }
}

function doing (step: Step): Done {
  const { step: name, ...given } = step as unknown as { step: string }
  if (!Object.hasOwn(cloudSteps, name))
    throw fail('UNKNOWN_NAME', 'step', name, Object.keys(cloudSteps))
  const definition = cloudSteps[name]
  const parsed = z.safeParse(exact(definition.parameters), given)
  if (!parsed.success) throw schemaRefusal(parsed.error, given, [name])
  return {
    run: (seen, piece) => definition.run(seen, parsed.data, piece),
    change: piece => definition.change?.(parsed.data, piece)
  }
}

/** Lays one piece on an output. */
function lay (there: Canvas, layer: Ready, piece: number, memo: Memo, who: string): Canvas {
  const { pool, clouds, view, where, blend, coefficient, rows } = layer
  const ordinal = there.parts.length
  const parts = [...there.parts, { pool, row: rows[piece] }]
  const viewed = (seen: Seen): Seen => view.reduce<Seen>((now, step) => step.run(now, piece), seen)
  const row: Seen = { cloud: clouds[rows[piece]] }
  if (!(coefficient instanceof Float64Array))
    throw fail('PLAN', 'coefficient', 'must be listed on clouds', coefficient)
  const amount = coefficient[piece]
  const apart = blend === 'union' || there.shown.length === 0
  if (apart && amount === 1 && where?.kind !== 'mask') {
    const changes = layer.placeless ? view.flatMap(step => step.change(piece) ?? []) : []
    if (where !== undefined && changes.length > 0 && changes.length === view.length) {
      const points = chosen(row, where, piece, memo)
      if (points !== undefined)
        return { shown: [...there.shown, { seen: row, ordinal, chosen: points, changes }], parts }
    }
    const seen = viewed(row)
    const points = where === undefined ? undefined : chosen(seen, where, piece, memo)
    return { shown: [...there.shown, { seen, ordinal, chosen: points }], parts }
  }
  if (apart || (where !== undefined && where.kind !== 'mask')) {
    const allowed = 'must show points under "union", or masks over as many points'
    throw fail('PLAN', 'where', allowed, where?.kind ?? 'a coefficient')
  }
  const each = where === undefined ? undefined : sharesIn(where, layer.count, piece)
  return {
    shown: [{
      seen: blendOver(settle(there, who), { seen: viewed(row), ordinal },
        { coefficient: amount, each }, who),
      ordinal
    }],
    parts
  }
}

/** The points that a region means; nothing where these are all, in their order. */
function chosen (
  seen: Seen, where: Region<unknown>, piece: number, memo: Memo
): Int32Array | undefined {
  if (where.kind !== 'points')
    throw fail('PLAN', 'where', 'must be points, or a mask over points', where.kind)
  const { select, parameters, outside = false } = where
  if (!Object.hasOwn(selectors, select))
    throw fail('UNKNOWN_NAME', 'selection', select, Object.keys(selectors))
  const parsed = z.safeParse(exact(selectors[select].parameters), parameters)
  if (!parsed.success) throw schemaRefusal(parsed.error, parameters, ['where', 'parameters'])
  const found = selectors[select].select(seen.cloud, parsed.data, piece, memo)
  const count = countOf(seen.cloud)
  const points = found instanceof Uint8Array ? flagged(found, outside ? 0 : 1)
    : outside ? complementOf(found, count) : found
  return points.length === count && (outside || isAscending(points)) ? undefined : points
}

function isAscending (list: Int32Array): boolean {
  for (let k = 1; k < list.length; k++) if (list[k] < list[k - 1]) return false
  return true
}

/** How much of every point a mask shows of a piece. */
function sharesIn (
  where: Extract<Region<unknown>, { kind: 'mask' }>, pieces: number, piece: number
): Float32Array {
  const levels = levelsOf(where, pieces, ruleTable(rules))
  const cells = where.grid.reduce((product, n) => product * n, 1)
  const mine = levels.length === cells
    ? levels
    : levels.subarray(piece * cells, (piece + 1) * cells)
  return Float32Array.from(mine, level =>
    where.outside === true ? 1 - level / where.of : level / where.of)
}
