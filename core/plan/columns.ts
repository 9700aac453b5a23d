import type { Column, Index, Layer, Mask } from '../contract/index.js'
import { refusal } from './check/path.js'
import { isRule } from './kinds.js'
import { madeBefore } from './made-once.js'
import type { AnyNamedRule, Rules } from './rules.js'
import { coreRules, listIndices, listNumbers, ruleOf } from './rules.js'

/** The columns of a layer, listed: `piece` runs from 0 to `count - 1`. */
export interface LayerColumns<Live = unknown> {
  readonly count: number
  /** Which output every piece goes to. */
  readonly outputs: Int32Array
  /** Which row of its pool every piece shows. */
  readonly rows: Int32Array
  readonly coefficient: Float64Array | Live
  /** Absent: what stays visible. */
  readonly weight: Float64Array | Live | undefined
}

/**
 * Lists the columns of a layer, running its rules. Ranks are resolved by the domain and must be
 * gone.
 */
export function columnsOf<Live> (
  layer: Layer<Live>, size: number, rules?: Rules
): LayerColumns<Live> {
  const count = pieceCount(layer, size)
  const index = (column: Index | undefined): Int32Array =>
    column === undefined
      ? counted(count)
      : listIndices(column, count, rules)
  const outputs = index(layer.outputs)
  return {
    count,
    outputs,
    rows: layer.source === undefined ? outputs : index(layer.source.rows),
    coefficient: numbersOrLive(layer.coefficient ?? 1, count, rules),
    weight: layer.weight === undefined ? undefined : numbersOrLive(layer.weight, count, rules)
  }
}

/** 0 … `count` - 1. No `Int32Array.from`: it takes ten times as long. */
function counted (count: number): Int32Array {
  const list = new Int32Array(count)
  for (let i = 0; i < count; i++) list[i] = i
  return list
}

/** How many pieces a layer has: as many as it lists outputs, else one for every output. */
export function pieceCount (layer: Pick<Layer<unknown>, 'outputs'>, size: number): number {
  const { outputs } = layer
  if (outputs === undefined) return size
  if (outputs instanceof Int32Array) return outputs.length
  return outputs.rule === 'repeat' ? outputs.each * outputs.count : outputs.count
}

function numbersOrLive<Live> (
  column: Column<Live>, count: number, rules?: Rules
): Float64Array | Live {
  return isLive(column) ? column : listNumbers(column as Column, count, rules)
}

function isLive<Live> (column: Column<Live>): column is Live & {} {
  if (typeof column === 'number' || column instanceof Float64Array) return false
  return typeof column !== 'object' || column === null || !('rule' in column)
}

/** What a mask lists: whole levels, or shares in a Float32Array. */
export type ListedLevels = Uint8Array | Float32Array

/**
 * The levels of a mask, listed; a live mask has none.
 *
 * @throws UNKNOWN_NAME for a rule that `rules` lacks
 * @throws PLAN for a live mask, for parameters a rule does not allow, and for a rule that does not
 *   make one mask, or one for each of `count` pieces
 */
export function levelsOf (
  { levels, grid, of }: Mask<unknown>, count: number, rules: Rules = coreRules
): ListedLevels {
  if (levels instanceof Uint8Array || levels instanceof Float32Array) return levels
  const path = ['where', 'levels']
  if (!isRule(levels)) {
    throw refusal(path, 'of a live mask are on the device: state the weight of its layer', levels)
  }
  return madeBefore(levels, [count, ...grid].join(), () => made(levels, grid, of, count, rules))
}

function made (
  rule: AnyNamedRule, grid: readonly number[], of: number, count: number, rules: Rules
): ListedLevels {
  const path = ['where', 'levels']
  const { definition, parameters } = ruleOf(rule, 'levels', rules, path)
  const numbers = definition.make(parameters, count, grid)
  const list = numbers instanceof Float32Array || numbers instanceof Uint8Array
    ? numbers
    : Uint8Array.from(numbers)
  const wrong = beyond(list, of)
  if (wrong >= 0) throw refusal([...path, wrong], `must be from 0 to ${of}`, list[wrong])
  const cells = grid.reduce((product, n) => product * n, 1)
  if (list.length === cells || list.length === cells * count) return list
  throw refusal(path, `must make ${cells} levels, or ${cells * count} for ${count} pieces`, list)
}

/** The first level that is none; no `findIndex`: masks of a batch hold millions of levels. */
function beyond (levels: ListedLevels, of: number): number {
  for (let k = 0; k < levels.length; k++) if (!(levels[k] >= 0 && levels[k] <= of)) return k
  return -1
}
