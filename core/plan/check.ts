import type { Tensor } from '@tensorflow/tfjs-core'
import type { Plan, Synthetic } from '../contract/index.js'
import { fail } from '../errors.js'
import { checkFittingIndex } from './check/columns.js'
import { groundOf } from './check/ground.js'
import type { AnyPlan, CheckOptions, Ground } from './check/ground.js'
import { checkLayer } from './check/layer.js'
import { checkName, checkRule, checkSteps } from './check/names.js'
import { refusal, schemaRefusal } from './check/path.js'
import type { Path } from '../define/flaw.js'
import { survey } from './check/survey.js'
import { isPlain } from './kinds.js'
import { checkWeights } from './check/weights.js'
import { memorySchema } from './schema.js'

export { limitsOf } from './check/ground.js'
export type { CheckOptions } from './check/ground.js'

/**
 * Throws unless a plan is sound: its types, its sizes, how its columns fit its pieces, and its
 * regions its frame. Nothing that grows with the plan is made but two numbers an output.
 *
 * @param plan - any value at all; tensors are taken by their shapes
 * @throws PLAN with the place, what is allowed there and what was got
 * @throws PLAN_VERSION for a plan of another format
 * @throws UNKNOWN_NAME for an axis, step or rule, and POOL for a pool, that `options` lack
 */
export function check (plan: Plan | Plan<Tensor>, options: CheckOptions = {}): void {
  const ground = groundOf(options)
  survey(plan, ground.limits, true)
  if (isPlain(plan) && plan.version !== 1) throw fail('PLAN_VERSION', plan.version)
  const parsed = memorySchema.safeParse(plan)
  if (!parsed.success) throw schemaRefusal(parsed.error, plan)
  checkChain(plan, ground, [], 1)
}

function checkChain (plan: AnyPlan, ground: Ground, path: Path, depth: number): void {
  const { limits } = ground
  if (depth > limits.depth) throw refusal([], `must chain at most ${limits.depth} plans`, depth)
  checkName(plan.mixer, ground, [...path, 'mixer'])
  checkSizes(plan, ground, path)
  let pieces = 0
  plan.layers.forEach((layer, i) => {
    pieces += checkLayer(layer, plan, ground, [...path, 'layers', i])
    if (pieces <= limits.pieces) return
    throw refusal([...path, 'layers'], `must have at most ${limits.pieces} pieces`, pieces)
  })
  checkSteps(plan.after ?? [], ground, [...path, 'after'])
  checkSynthetic(plan, ground, [...path, 'synthetic'])
  checkWeights(plan, path)
  if (plan.then === undefined) return
  const pools = ground.pools && { ...ground.pools, batch: { size: plan.size } }
  checkChain(plan.then, { ...ground, pools }, [...path, 'then'], depth + 1)
}

function checkSizes (plan: AnyPlan, ground: Ground, path: Path): void {
  const { size, frame } = plan
  const { limits } = ground
  if (size < 1 || size > limits.outputs) {
    throw refusal([...path, 'size'], `must be from 1 to ${limits.outputs}`, size)
  }
  checkAxes(plan, ground, [...path, 'axes'])
  const here = [...path, 'frame']
  if (frame.length !== plan.axes.length) {
    throw refusal(here, `must have ${plan.axes.length} entries, one an axis`, frame)
  }
  frame.forEach((length, axis) => {
    if (length < 1) throw refusal([...here, axis], 'must be at least 1', length)
  })
  const cells = frame.reduce((product, length) => product * length, 1)
  if (cells > limits.cells) throw refusal(here, `must have at most ${limits.cells} cells`, frame)
}

function checkAxes ({ axes }: AnyPlan, ground: Ground, path: Path): void {
  const { limits, domain } = ground
  if (axes.length > limits.axes) {
    throw refusal(path, `must be at most ${limits.axes}`, axes.length)
  }
  axes.forEach((axis, i) => {
    checkName(axis, ground, [...path, i])
    if (axes.indexOf(axis) < i) throw refusal([...path, i], 'must not be named twice', axis)
    if (domain === undefined || domain.axes.includes(axis)) return
    throw fail('UNKNOWN_NAME', 'axis', axis, domain.axes)
  })
}

/** Listed sets share the outputs out among them; streams need none. */
function checkSynthetic (plan: AnyPlan, ground: Ground, path: Path): void {
  const sets = plan.synthetic ?? []
  const anchors = ground.pools?.batch?.size ?? Infinity
  const checkSet = (set: Synthetic, here: Path): number => {
    if ('stream' in set) checkRule(set.stream, 'stream', ground, [...here, 'stream'])
    else checkFittingIndex(set.anchor, set.count, anchors, ground, [...here, 'anchor'])
    return 'stream' in set ? 0 : set.count
  }
  const counts = sets.map((set, i) => checkSet(set, [...path, i]))
  const count = counts.reduce((sum, each) => sum + each, 0)
  if (sets.every(set => 'stream' in set) || count === plan.size) return
  throw refusal(path, `must have counts that add up to the size, ${plan.size}`, count)
}
