import type { Layer, Source } from '../../contract/index.js'
import { fail } from '../../errors.js'
import { pieceCount } from '../columns.js'
import { isLive, isRule } from '../kinds.js'
import { checkColumn, checkFittingIndex, checkIndex, checkRange } from './columns.js'
import type { AnyPlan, Ground } from './ground.js'
import { checkBlend, checkName, checkRule, checkSteps } from './names.js'
import { refusal } from './path.js'
import type { Path } from '../../define/flaw.js'
import { checkRegion } from './region.js'

const all = [-Infinity, Infinity] as const

/** A layer of a plan; tells how many pieces it has. */
export function checkLayer (
  layer: Layer<unknown>, plan: AnyPlan, ground: Ground, path: Path
): number {
  const { source, outputs, view, where, blend = 'over', coefficient, weight } = layer
  if (outputs !== undefined) {
    checkIndex(outputs, ground, [...path, 'outputs'])
    checkRange(outputs, plan.size, [...path, 'outputs'])
  }
  const pieces = pieceCount(layer, plan.size)
  if (source === undefined) checkOwn(layer, plan, ground, path)
  else checkSource(source, pieces, plan, ground, [...path, 'source'])
  if (view !== undefined) checkSteps(view, ground, [...path, 'view'])
  if (where !== undefined) checkRegion(where, pieces, plan, ground, [...path, 'where'])
  checkBlend(blend, ground, [...path, 'blend'])
  if (coefficient !== undefined) {
    const range = blend === 'over' || blend === 'arc' ? [0, 1] as const : all
    checkColumn(coefficient, pieces, range, ground, [...path, 'coefficient'])
  }
  const range = (plan.targets ?? 'mean') === 'mean' ? [0, Infinity] as const : all
  if (weight === undefined) checkVisible(layer, [...path, 'weight'])
  else checkColumn(weight, pieces, range, ground, [...path, 'weight'])
  return pieces
}

/** What stays visible must be known where no weight is stated. */
function checkVisible ({ blend = 'over', where }: Layer<unknown>, path: Path): void {
  if (typeof blend === 'object') {
    throw refusal(path, 'must be stated under a blend that is a step', undefined)
  }
  if (where?.kind === 'mask' && isLive(where.levels)) {
    throw refusal(path, 'must be stated for a live region', undefined)
  }
}

/** Without a source, output i shows row i of the batch. */
function checkOwn (
  { outputs }: Layer<unknown>, plan: AnyPlan, { pools }: Ground, path: Path
): void {
  const size = pools?.batch?.size
  if (size === undefined) return
  if (outputs !== undefined) return checkRange(outputs, size, [...path, 'outputs'])
  if (plan.size <= size) return
  const allowed = `must have a source, or at most ${size} outputs, the rows of the batch`
  throw refusal(path, allowed, plan.size)
}

function checkSource (
  { pool = 'batch', rows, rank }: Source, pieces: number, plan: AnyPlan, ground: Ground, path: Path
): void {
  const size = checkPool(pool, plan, ground, [...path, 'pool'])
  if (rows !== undefined) checkFittingIndex(rows, pieces, size, ground, [...path, 'rows'])
  else if (pieces > size) {
    throw refusal(path, `must have rows, or at most ${size} pieces, the rows of its pool`, pieces)
  }
  if (rank === undefined) return
  checkName(rank.by, ground, [...path, 'rank', 'by'])
  if (rank.of === undefined) return
  const anchors = ground.pools?.batch?.size ?? Infinity
  checkFittingIndex(rank.of, pieces, anchors, ground, [...path, 'rank', 'of'])
}

/** A pool; tells its size, which has no end if it is not known. */
function checkPool (
  pool: NonNullable<Source['pool']>, plan: AnyPlan, ground: Ground, path: Path
): number {
  if (isRule(pool)) {
    checkRule(pool, 'pool', ground, path)
    return Infinity
  }
  checkName(pool, ground, path)
  if (ground.pools === undefined) return Infinity
  if (Object.hasOwn(ground.pools, pool)) return ground.pools[pool].size
  throw fail('POOL', plan.mixer, pool, Object.keys(ground.pools))
}
