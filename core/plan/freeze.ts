import type { Tensor } from '@tensorflow/tfjs-core'
import type { Layer, Plan } from '../contract/index.js'
import { refusal } from './check/path.js'
import type { Path } from '../define/flaw.js'
import { isLive } from './kinds.js'
import { requirePlan } from './require-plan.js'

/** The level of a frozen mask that is fully seen. */
const SEEN = 255
/** How far a share may lie outside 0 … 1: what float32 operations lose. */
const ROUNDING = 1e-5

/**
 * A live plan as data: its tensors are read and left to the caller.
 *
 * Coefficients and weights are kept exactly. The shares of a mask are rounded to the nearest of 256
 * levels, halves up, so that each moves by at most 1/510; its gradient ends here. A plan without
 * tensors comes back as it is, the same object.
 *
 * @throws PLAN for a tensor that was disposed or holds numbers that are not finite, and for a mask
 *   with shares outside 0 … 1
 */
export async function freeze (plan: Plan | Plan<Tensor>): Promise<Plan> {
  return isData(plan) ? plan : freezePlan(plan, [])
}

/**
 * Whether a plan holds no tensor.
 *
 * @throws PLAN for what is no plan
 */
export function isData (plan: Plan | Plan<Tensor>): plan is Plan {
  requirePlan(plan)
  const { layers, then } = plan as Plan<Tensor>
  return !layers.some(holdsTensor) && (then === undefined || isData(then))
}

function holdsTensor ({ where, coefficient, weight }: Layer<Tensor>): boolean {
  return isLive(coefficient) || isLive(weight) || (where?.kind === 'mask' && isLive(where.levels))
}

async function freezePlan (plan: Plan<Tensor>, path: Path): Promise<Plan> {
  const layers = Promise.all(plan.layers.map(async (layer, i) =>
    holdsTensor(layer) ? freezeLayer(layer, [...path, 'layers', i]) : layer as Layer))
  const then = plan.then && freezePlan(plan.then, [...path, 'then'])
  const frozen = { ...plan, layers: await layers }
  return (then === undefined ? frozen : { ...frozen, then: await then }) as Plan
}

async function freezeLayer (layer: Layer<Tensor>, path: Path): Promise<Layer> {
  const { where, coefficient, weight } = layer
  const [coefficients, weights, levels] = await Promise.all([
    isLive(coefficient) ? readNumbers(coefficient, [...path, 'coefficient']) : undefined,
    isLive(weight) ? readNumbers(weight, [...path, 'weight']) : undefined,
    where?.kind === 'mask' && isLive(where.levels)
      ? readLevels(where.levels, [...path, 'where', 'levels'])
      : undefined
  ])
  return {
    ...layer,
    ...(levels === undefined ? {} : { where: { ...where, levels, of: SEEN } }),
    ...(coefficients === undefined ? {} : { coefficient: coefficients }),
    ...(weights === undefined ? {} : { weight: weights })
  } as Layer
}

async function readNumbers (tensor: Tensor, path: Path): Promise<Float64Array> {
  if (tensor.isDisposed) throw refusal(path, 'must be a tensor that is not disposed', tensor)
  const numbers = Float64Array.from(await tensor.data())
  const wrong = numbers.findIndex(value => !Number.isFinite(value))
  if (wrong >= 0) throw refusal(path, `must be finite at ${wrong}`, numbers[wrong])
  return numbers
}

async function readLevels (tensor: Tensor, path: Path): Promise<Uint8Array> {
  const shares = await readNumbers(tensor, path)
  const wrong = shares.findIndex(share => share < -ROUNDING || share > 1 + ROUNDING)
  if (wrong >= 0) throw refusal(path, `must hold shares from 0 to 1 at ${wrong}`, shares[wrong])
  return Uint8Array.from(shares, share => Math.floor(Math.min(1, Math.max(0, share)) * SEEN + 0.5))
}
