import type { HostArray, HostRow, Mask, Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import { requirePlan } from '../plan/require-plan.js'
import type { Room } from './bytes/paint.js'
import { paintBytes } from './bytes/paint.js'
import type { Brushes } from './dense.js'
import type { Numbers } from './host-array.js'
import { kindOf, wrongHostArray } from './host-array.js'
import { resizedBoxes } from './host-resized.js'
import type { Easel } from './regions.js'
import { atFrame, cornersOf, sharesOf } from './regions.js'
import { requireBatch } from './require-batch.js'
import { rowJoin, rowView } from './steps.js'
import type { Stroke } from './strokes.js'
import { strokes } from './strokes.js'

/**
 * Paints host arrays `[rows, ...axes, …]` by a plan, in float32, each output rounded once at the
 * end: bytes and whole numbers half to even, as timm's collate does. Doubles stay doubles.
 *
 * Plans of rows and boxes are painted without floats where all pools are bytes: the same bytes,
 * much sooner.
 *
 * @param plan - a data plan without closing steps
 * @param brushes - the steps and blends that plans may name, of which those with an `onRow` are
 *   known here, and rules
 * @param room - where bytes go that are painted so: an array of a length, whatever it holds
 * @throws POOL for a pool that is not there, INPUT for what is no host array, PLAN for what is no
 *   plan and for what only a tensor can be painted with
 */
export function paintHost<Data extends Numbers> (
  plan: Plan<unknown>, pools: Readonly<Record<string, HostArray<Data>>>, who: string,
  brushes: Brushes = {}, room?: Room
): HostArray<Data> {
  requirePlan(plan)
  requireBatch(pools, who)
  Object.entries(pools).forEach(([name, x]) => { checkHost(x, who, `pools.${name}`) })
  const quick = paintBytes(plan, pools, room)
  if (quick !== undefined) return quick as unknown as HostArray<Data>
  const white = pools.batch.data.BYTES_PER_ELEMENT === 1 ? 255 : 1
  const painted = paintChain(plan, pools, { who, brushes, white })
  const data = new (kindOf(pools.batch.data))(painted.data.length)
  data.set(isReal(data) ? painted.data : painted.data.map(halfToEven))
  return { data, shape: painted.shape }
}

/** What a whole chain is painted with. */
interface Studio { readonly who: string, readonly brushes: Brushes, readonly white: number }
type Pools = Readonly<Record<string, HostArray<Numbers>>>

function checkHost (x: unknown, who: string, name: string): void {
  const wrong = wrongHostArray(x,
    [Uint8Array, Uint8ClampedArray, Int32Array, Float32Array, Float64Array])
  if (wrong !== undefined) throw fail('INPUT', who, name, wrong.allowed, wrong.got)
}

/** The outputs of a chain, not rounded: those of its first plan are not either. */
function paintChain (plan: Plan<unknown>, pools: Pools, studio: Studio): HostArray<Canvas> {
  const painted = paintOnce(plan, pools, studio)
  return plan.then === undefined
    ? painted
    : paintChain(plan.then, { ...pools, batch: painted }, studio)
}

function paintOnce (plan: Plan<unknown>, pools: Pools, studio: Studio): HostArray<Canvas> {
  const row = pools.batch.shape.slice(1)
  const { axes, frame } = plan
  const { rules } = studio.brushes
  const easel: Easel = { axes, frame, lengths: row.slice(0, axes.length), rules }
  if ((plan.after ?? []).length > 0)
    throw fail('PLAN', 'after', 'needs tensors, not host arrays', plan.after)
  const brushes = strokes(plan, rules).map(stroke => brush(stroke, pools, row, easel, studio))
  const { data: given } = pools.batch
  const kind = given instanceof Float64Array ? Float64Array : Float32Array
  const rowSize = row.reduce((product, n) => product * n, 1)
  const data: Canvas = new kind(plan.size * rowSize)
  for (let output = 0; output < plan.size; output++) {
    const canvas = data.subarray(output * rowSize, (output + 1) * rowSize)
    brushes.forEach(paint => { paint(canvas, output) })
  }
  return { data, shape: [plan.size, ...row] }
}

type Canvas = Float32Array | Float64Array
type Brush = (canvas: Canvas, output: number) => void

/** A stroke as a function that paints its piece on one output. */
function brush (
  stroke: Stroke, pools: Pools, shape: readonly number[], easel: Easel,
  { who, brushes, white }: Studio
): Brush {
  const pool = typeof stroke.pool === 'string' ? pools[stroke.pool] : undefined
  if (pool === undefined) throw fail('POOL', who, String(stroke.pool), Object.keys(pools))
  const view = rowView(stroke.view, brushes)
  if (!(stroke.coefficient instanceof Float64Array))
    throw fail('PLAN', 'coefficient', 'must be listed on host arrays', stroke.coefficient)
  const { pieceOf, entries, rows, blend, coefficient, where } = stroke
  const span = spanOn(stroke, easel, shape.reduce((product, n) => product * n, 1))
  const shares = span === undefined ? shownOn(stroke, easel) : undefined
  const resized = where?.kind === 'boxes' && where.from !== undefined
    ? resizedBoxes(stroke, where, easel)
    : undefined
  const join = blend === 'over' || blend === 'sum' ? undefined : rowJoin(blend, brushes)
  const size = pool.data.length / pool.shape[0]
  const rowSize = shape.reduce((product, n) => product * n, 1)
  const asRow = (data: Numbers, like = shape): HostRow => ({ data, shape: like, white })
  return (canvas, output) => {
    const piece = pieceOf[output]
    if (piece < 0) return
    const row = pool.data.subarray(rows[piece] * size, (rows[piece] + 1) * size)
    const { data } = view(asRow(row, pool.shape.slice(1)), entries[piece])
    // Rows of another size may become those of the batch by a view
    if (data.length !== rowSize) {
      const allowed = `must hold rows of ${rowSize} numbers, as the batch`
      throw fail('INPUT', who, `pools.${String(stroke.pool)}`, allowed, pool)
    }
    const source = resized === undefined ? data : resized(data, output)
    const region = shares?.(output)
    if (join === undefined) {
      const [from, to] = span?.(output) ?? [0, canvas.length]
      blendInto(canvas.subarray(from, to), source.subarray(from, to), coefficient[piece], region,
        blend === 'sum')
    }
    if (join !== undefined) {
      const made = join(asRow(canvas), asRow(source), coefficient[piece], entries[piece])
      blendInto(canvas, made, 1, region, false)
    }
  }
}

/**
 * The numbers of an output that a box holds, where they are one run of them: a span of the first
 * axis at the frame's resolution, which needs no share of every cell. Blends that are no sums see
 * whole rows.
 */
function spanOn (
  stroke: Stroke, easel: Easel, rowSize: number
): ((output: number) => readonly [from: number, to: number]) | undefined {
  const { where, blend } = stroke
  const { axes: { length: count }, lengths } = easel
  if (where?.kind !== 'boxes' || (blend !== 'over' && blend !== 'sum') || !atFrame(easel))
    return undefined
  const { start, end } = cornersOf(stroke, where, easel)
  const whole = start.every((first, k) =>
    k % count === 0 || (first <= 0 && end[k] >= lengths[k % count]))
  if (!whole) return undefined
  const [shared, line] = [start.length === count, rowSize / lengths[0]]
  return output => {
    const k = shared ? 0 : output * count
    const from = Math.min(Math.max(0, start[k]), lengths[0])
    return [from * line, Math.max(from, Math.min(end[k], lengths[0])) * line]
  }
}

/** What the region of a stroke shows of an output, cell by cell; nothing stands for everywhere. */
function shownOn (stroke: Stroke, easel: Easel): ((output: number) => Float32Array) | undefined {
  const { where } = stroke
  if (where === undefined) return undefined
  if (where.kind === 'points')
    throw fail('PLAN', 'where', 'must be boxes or a mask on a dense batch', where.select)
  const { data, shape } = sharesOf(stroke, where as Mask, easel)
  const cells = data.length / shape[0]
  return output =>
    data.subarray((shape[0] === 1 ? 0 : output) * cells,
      ((shape[0] === 1 ? 0 : output) + 1) * cells)
}

/** Rounds every product and sum to the type of the canvas, as array libraries do. */
function blendInto (
  canvas: Canvas,
  source: Numbers,
  coefficient: number,
  shares: Float32Array | undefined,
  sums: boolean
): void {
  const round = canvas instanceof Float64Array ? (value: number) => value : Math.fround
  const channels = shares === undefined ? source.length : source.length / shares.length
  for (let cell = 0, i = 0; i < source.length; cell++) {
    const part = coefficient * (shares?.[cell] ?? 1)
    const keep = round(sums ? 1 : 1 - part)
    const take = round(part)
    for (const end = i + channels; i < end; i++) {
      if (part === 1 && keep === 0) canvas[i] = source[i]
      else if (part !== 0) canvas[i] = round(canvas[i] * keep) + round(source[i] * take)
    }
  }
}

function isReal (data: Numbers): data is Canvas {
  return data instanceof Float32Array || data instanceof Float64Array
}

function halfToEven (value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}
