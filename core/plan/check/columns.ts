import type { Index, IndexRule, NumberRule } from '../../contract/index.js'
import { isLive, isRule } from '../kinds.js'
import { entriesOf } from '../rules.js'
import type { Ground } from './ground.js'
import { checkRule } from './names.js'
import { refusal } from './path.js'
import type { Path } from '../../define/flaw.js'

/** A column of row or output numbers: its rule, and how many numbers it gives. */
export function checkIndex (index: Index, ground: Ground, path: Path): number {
  if (isRule(index)) {
    checkRule(index, 'index', ground, path)
    checkCount(index.count, [...path, 'count'], ground)
  }
  const entries = entriesOf(index)
  if (entries > ground.limits.pieces) {
    throw refusal(path, `must give at most ${ground.limits.pieces} numbers`, entries)
  }
  return entries
}

/** A rule of whatever name says how many numbers it gives. */
function checkCount (count: unknown, path: Path, { limits }: Ground): void {
  if (Number.isSafeInteger(count) && (count as number) >= 0) return
  throw refusal(path, `must be a whole number from 0 to ${limits.pieces}`, count)
}

/** As `checkIndex`, for one number for all pieces or one each, all from 0 to below `end`. */
export function checkFittingIndex (
  index: Index, pieces: number, end: number, ground: Ground, path: Path
): void {
  checkFit(checkIndex(index, ground, path), pieces, index, path)
  checkRange(index, end, path)
}

function checkFit (entries: number, pieces: number, got: unknown, path: Path): void {
  if (entries === 1 || entries === pieces) return
  throw refusal(path, pieces === 1 ? 'must have 1 entry' : `must have 1 or ${pieces} entries`, got)
}

/** That all numbers of an index, as far as they are known, are from 0 to below `end`. */
export function checkRange (index: Index, end: number, path: Path): void {
  const allowed = end === Infinity ? 'must be at least 0' : `must be from 0 to ${end - 1}`
  if (isRule(index)) {
    const [low, high] = extentOf(index)
    if (low < 0 || high >= end) throw refusal(path, allowed, low < 0 ? low : high)
    return
  }
  for (let i = 0; i < index.length; i++) {
    if (index[i] < 0 || index[i] >= end) throw refusal([...path, i], allowed, index[i])
  }
}

/** The lowest and highest number that a rule of the core may give. */
function extentOf (rule: IndexRule): readonly [low: number, high: number] {
  switch (rule.rule) {
    case 'range': return rule.count === 0 ? [0, -1] : [rule.first, rule.first + rule.count - 1]
    case 'repeat': return [0, rule.count - 1]
    case 'int': return [rule.low ?? 0, rule.end - 1]
    default: return [0, -1]
  }
}

/**
 * A column of numbers: its rule, how many numbers it has, and that none lies outside [low, high].
 */
export function checkColumn (
  column: unknown, pieces: number, [low, high]: readonly [low: number, high: number],
  ground: Ground, path: Path
): void {
  const allowed = high === Infinity ? `must be at least ${low}` : `must be from ${low} to ${high}`
  if (isLive(column)) return checkFit(column.size, pieces, column, path)
  if (column instanceof Float64Array) {
    checkFit(column.length, pieces, column, path)
    const wrong = column.findIndex(value => value < low || value > high)
    if (wrong >= 0) throw refusal([...path, wrong], allowed, column[wrong])
  } else if (isRule(column)) {
    checkRule(column, 'number', ground, path)
    const [least, most] = reachOf(column as unknown as NumberRule)
    if (least < low || most > high) throw refusal(path, allowed, [least, most])
  } else if ((column as number) < low || (column as number) > high) {
    throw refusal(path, allowed, column)
  }
}

/** Between what numbers those of a rule of the core lie. Of other rules nothing is known. */
function reachOf (rule: NumberRule): readonly [least: number, most: number] {
  switch (rule.rule) {
    case 'uniform': return [rule.low, rule.high]
    case 'normal': return [-Infinity, Infinity]
    default: return [0, 0]
  }
}
