import type { Index, Layer } from '../../contract/index.js'
import { pieceCount } from '../columns.js'
import { isRule } from '../kinds.js'
import type { AnyPlan } from './ground.js'
import { refusal } from './path.js'
import type { Path } from '../../define/flaw.js'

/** Weights of an output may miss 1 by this, which rounding of a few of them cannot reach. */
const ROUNDING = 1e-6

/**
 * That the weights of every output sum to 1, where all of its pieces state one that can be read.
 * It asks for memory only where outputs differ.
 */
export function checkWeights (plan: AnyPlan, path: Path): void {
  if ((plan.targets ?? 'mean') !== 'mean' || plan.layers.length === 0) return
  if (plan.layers.some(covering)) return
  const shared = plan.layers.every(({ outputs, weight }) =>
    outputs === undefined && typeof weight === 'number')
  if (shared) {
    const sum = plan.layers.reduce((total, { weight }) => total + (weight as number), 0)
    return checkSum(sum, path)
  }
  const sums = new Float64Array(plan.size)
  const stated = new Uint8Array(plan.size)
  for (const layer of plan.layers) if (!addWeights(layer, sums, stated)) return
  sums.forEach((sum, output) => { if (stated[output] === STATED) checkSum(sum, path, output) })
}

const STATED = 1
const VISIBLE = 2

/** Whether a layer leaves it to what is visible on every output. */
function covering ({ outputs, weight }: Layer<unknown>): boolean {
  return outputs === undefined && !isListed(weight)
}

function isListed (weight: unknown): weight is number | Float64Array {
  return typeof weight === 'number' || weight instanceof Float64Array
}

/** Adds the weights of a layer to those of its outputs; false if which these are is chance. */
function addWeights (layer: Layer<unknown>, sums: Float64Array, stated: Uint8Array): boolean {
  const { weight } = layer
  const pieces = pieceCount(layer, sums.length)
  const outputOf = outputsOf(layer.outputs)
  if (outputOf === undefined) return false
  for (let piece = 0; piece < pieces; piece++) {
    const output = outputOf(piece)
    stated[output] |= isListed(weight) ? STATED : VISIBLE
    if (isListed(weight)) sums[output] += weightOf(weight, piece)
  }
  return true
}

/** Which output a piece goes to, for indices that need no chance. */
function outputsOf (outputs: Index | undefined): ((piece: number) => number) | undefined {
  if (outputs === undefined) return piece => piece
  if (!isRule(outputs)) return piece => outputs[piece]
  switch (outputs.rule) {
    case 'range': return piece => outputs.first + piece
    case 'repeat': return piece => Math.floor(piece / outputs.each)
    default: return undefined
  }
}

function weightOf (weight: number | Float64Array, piece: number): number {
  if (typeof weight === 'number') return weight
  return weight[weight.length === 1 ? 0 : piece]
}

function checkSum (sum: number, path: Path, output?: number): void {
  if (Math.abs(sum - 1) <= ROUNDING) return
  const whose = output === undefined ? 'every output' : `output ${output}`
  throw refusal([...path, 'layers'],
    `must state weights that sum to 1 for ${whose}, or its targets be 'free' or 'union'`, sum)
}
