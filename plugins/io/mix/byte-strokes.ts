import type { Boxes, Layer, Plan } from '../../../core/index.js'

/** Rows and columns of pixels, half-open. */
export interface Rectangle {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** A layer that shows one row of the batch on every output, everywhere or in a box. */
export interface ByteStroke {
  readonly sum: boolean
  rowOf (output: number): number
  coefficientOf (output: number): number
  /** Absent: everywhere. */
  readonly boxOf?: (output: number) => Rectangle
}

/** The layers of a plan as such strokes; nothing if it says more than they can. */
export function byteStrokes (
  plan: Plan, height: number, width: number
): ByteStroke[] | undefined {
  if (plan.then !== undefined || (plan.after ?? []).length > 0 ||
    String(plan.axes) !== 'height,width' || String(plan.frame) !== String([height, width])) {
    return undefined
  }
  const strokes = plan.layers.map(layer => strokeOf(layer, plan))
  const known = strokes.filter(stroke => stroke !== undefined)
  return known.length === strokes.length && staysInRange(plan) ? known : undefined
}

function strokeOf (layer: Layer, plan: Plan): ByteStroke | undefined {
  const { source = {}, outputs, view = [], where, blend = 'over', coefficient = 1 } = layer
  const { pool = 'batch', rows, rank } = source
  if (pool !== 'batch' || rank !== undefined || outputs !== undefined || view.length > 0) return
  if (blend !== 'over' && blend !== 'sum') return
  if (rows !== undefined && !(rows instanceof Int32Array && rows.length === plan.size)) return
  if (where !== undefined && (where.kind !== 'boxes' || where.from !== undefined)) return
  const listed = typeof coefficient === 'number' ? Float64Array.of(coefficient) : coefficient
  if (!(listed instanceof Float64Array)) return
  return {
    sum: blend === 'sum',
    rowOf: output => rows === undefined ? output : rows[output],
    coefficientOf: output => listed[listed.length === 1 ? 0 : output],
    ...where === undefined ? {} : { boxOf: output => boxOf(where, output, plan.frame) }
  }
}

/**
 * Whether no byte can overflow: every layer is over what is there, by a share, or all are sums
 * whose shares make 1 at most.
 */
function staysInRange ({ layers }: Plan): boolean {
  const shares = layers.map(({ coefficient = 1 }) =>
    typeof coefficient === 'number' ? [coefficient] : Array.from(coefficient as Float64Array))
  if (shares.flat().some(share => !(share >= 0 && share <= 1))) return false
  const added = shares.filter((_, i) => layers[i].blend === 'sum')
  return added.length === 0 || (added.length === layers.length &&
    added.reduce((sum, each) => sum + Math.max(...each), 0) <= 1 + 1e-9)
}

function boxOf (where: Boxes, output: number, [height, width]: readonly number[]): Rectangle {
  const count = where.axes.length
  const first = where.start.length === count ? 0 : output * count
  const span = (axis: string, length: number): readonly [number, number] => {
    const at = where.axes.indexOf(axis)
    return at < 0 ? [0, length] : [where.start[first + at], where.end[first + at]]
  }
  const [top, bottom] = span('height', height)
  const [left, right] = span('width', width)
  return { top, bottom, left, right }
}
