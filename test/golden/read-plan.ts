import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Boxes, Layer, Plan } from '../../core/index.js'
import { targetWeights, visibleOn } from '../../core/index.js'

/** The pieces of the partners: what is painted last. */
function partnerLayer (plan: Plan): Layer {
  return plan.layers[plan.layers.length - 1]
}

/** The partner of every row. */
export function partnersIn (plan: Plan): Int32Array {
  const rows = partnerLayer(plan).source?.rows
  if (rows instanceof Int32Array) return rows
  throw new Error('the plan lists no partners')
}

/** The weight of the own target of every output. */
export function ownWeights (plan: Plan): Float64Array {
  return targetWeights(plan)[0]
}

/** `[y1, y2, x1, x2]` of every box of the partners, half-open; none where they have no box. */
export function boxesIn (plan: Plan): number[][] {
  const where = partnerLayer(plan).where
  if (where === undefined) return []
  if (where.kind !== 'boxes') throw new Error('the partners are not seen in boxes')
  const [y, x] = ['height', 'width'].map(axis => where.axes.indexOf(axis))
  return Array.from({ length: where.start.length / where.axes.length }, (_, i) =>
    [...sides(where, i, y), ...sides(where, i, x)])
}

function sides ({ axes, start, end }: Boxes, i: number, axis: number): [number, number] {
  return [start[i * axes.length + axis], end[i * axes.length + axis]]
}

/** 1 where the partners are seen, `[boxes, height, width]`. */
export function maskIn (plan: Plan): Tensor {
  return visibleOn(plan, partnerLayer(plan).where, plan.frame)
}

/** The one mask of all outputs, `[height, width]`. */
export function sharedMaskIn (plan: Plan): Tensor {
  return tf.squeeze(maskIn(plan), [0])
}

/** How much of the rows themselves is seen under the one mask of all outputs. */
export function ownMaskIn (plan: Plan): Tensor {
  return tf.sub(1, sharedMaskIn(plan))
}

/** Labels of these rows, in the form they were given in. */
export function labelsOf<L extends Int32Array | number[][]> (
  labels: L | undefined, rows: Int32Array
): L | undefined {
  if (labels === undefined) return undefined
  const taken = Array.from(rows, row => labels[row])
  return (labels instanceof Int32Array ? Int32Array.from(taken as number[]) : taken) as L
}
