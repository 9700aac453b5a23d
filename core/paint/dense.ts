import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { BlendDefinition, Mask, Plan, Region, StepDefinition } from '../contract/index.js'
import { fail } from '../errors.js'
import { isIdentity, rows as listRows } from '../plan/layers.js'
import { requirePlan } from '../plan/require-plan.js'
import type { Rules } from '../plan/rules.js'
import type { OverOptions } from '../tensor/index.js'
import { blendMask, checkTensor, pasteBoxes, pasteResized, takeRows } from '../tensor/index.js'
import type { Ground } from './opaque.js'
import { assembled, passesOf } from './opaque.js'
import type { Easel } from './regions.js'
import { atFrame, cornersOf, levelsShown } from './regions.js'
import { isOnes, pick, times, toTensor } from './strength.js'
import type { Stroke } from './strokes.js'
import { coversAll, strokes } from './strokes.js'
import type { Term, Terms } from './terms.js'
import { addTerm, overTerms, settle, termOf } from './terms.js'
import { liveMask } from './live.js'
import { requireBatch } from './require-batch.js'
import { blendOf, runSteps } from './steps.js'
import { isTensor } from '../tensor/is-tensor.js'
import { reusing } from '../tensor/reuse.js'

/** What a dense domain brings: its steps, blends and rules. */
export interface Brushes {
  readonly steps?: Readonly<Record<string, StepDefinition>>
  readonly blends?: Readonly<Record<string, BlendDefinition>>
  readonly rules?: Rules
}

/**
 * Paints rows of tensors `[rows, ...axes, …]` by a plan; every tensor domain does it through this.
 *
 * Differentiable with respect to every pool and every live column. Reads no tensor, changes none;
 * the result is a tensor of its own, also where nothing is mixed.
 *
 * @param plan - sound (see `check`); its frame may differ from the lengths of the axes (hidden
 *   maps)
 * @param pools - float32 `[rows, ...axes, …]` by name; all rows of one shape
 * @throws POOL for a pool that is not there, UNKNOWN_NAME for a step or blend the domain does not
 *   have, PLAN for what is no plan, INPUT for what is no tensor
 */
export function paintRows (
  plan: Plan<Tensor>, pools: Readonly<Record<string, Tensor>>, brushes: Brushes, who: string
): Tensor {
  requirePlan(plan)
  requireBatch(pools, who)
  if (typeof brushes !== 'object' || brushes === null)
    throw fail('OPTION', who, 'brushes', 'must be an object', brushes)
  Object.entries(pools).forEach(([name, x]) => { checkTensor(x, who, `pools.${name}`) })
  return tf.tidy(() => {
    const painted = paintOnce(plan, pools, brushes, who)
    const result = plan.then === undefined
      ? painted
      : paintRows(plan.then, { ...pools, batch: painted }, brushes, who)
    return Object.values(pools).includes(result) ? tf.clone(result) : result
  })
}

function paintOnce (
  plan: Plan<Tensor>, pools: Readonly<Record<string, Tensor>>, brushes: Brushes, who: string
): Tensor {
  const row = pools.batch.shape.slice(1)
  const easel = { rules: brushes.rules, frame: plan.frame, axes: plan.axes,
    lengths: row.slice(0, plan.axes.length) }
  const lay = (there: Terms, stroke: Stroke<Tensor>): Terms => {
    const source = sourceOf(stroke, pools, brushes, plan.frame, who)
    if (isLinear(stroke)) return (stroke.blend === 'sum' ? addTerm : overTerms)(there, source)
    const canvas = canvasOf(there, plan.size, row)
    const seen = overItself(source, there, stroke)
    const painted = paintPart(canvas, stroke, seen, easel, brushes)
    return [{ ...whole(painted), fresh: painted !== canvas.x || canvas.fresh }]
  }
  const terms = passesOf(strokes(plan, brushes.rules), easel).reduce<Terms>((there, pass) => {
    // What may be painted on is less work than another pass
    if (pass.seen[isOwn(there) ? 1 : 0] === undefined)
      return lay(there, pass.strokes[0])
    const sources = pass.strokes.map(stroke => sourceOf(stroke, pools, brushes, plan.frame, who))
    const ground = groundOf(there, plan.size, row)
    const painted = assembled(pass, sources, ground, [plan.size, ...row],
      () => settle(pass.strokes.reduce(lay, there), plan.size, row))
    return [{ ...whole(painted), fresh: true }]
  }, [])
  return runSteps(settle(terms, plan.size, row), plan.after ?? [], brushes, plan.frame)
}

/** Seen everywhere and blended by a sum: it only changes the terms. */
function isLinear ({ where, blend }: Stroke): boolean {
  return where === undefined && (blend === 'over' || blend === 'sum')
}

/**
 * A source that is not seen where it would be blended over itself: a row stays what it is, to the
 * last bit.
 */
function overItself (source: Term, there: Terms, { where, blend }: Stroke): Term {
  const [{ x, rows, strength }] = there.length === 1 ? there : [{ ...source, x: undefined }]
  const blends = where?.kind === 'mask' && blend === 'over'
  if (!blends || x !== source.x || !isOnes(strength)) return source
  const apart = Float64Array.from(rows, (row, output) => Number(row !== source.rows[output]))
  return apart.includes(0) ? { ...source, strength: times(source.strength, apart) } : source
}

function identity (size: number): Int32Array {
  return listRows(size, i => i)
}

function whole (x: Tensor): Term {
  return { x, rows: identity(x.shape[0]), strength: new Float64Array(x.shape[0]).fill(1) }
}

/** What is there, as the base of an operation. */
interface Canvas {
  readonly x: Tensor
  /** The rows of it that outputs begin as; absent: row i for output i. */
  readonly rows?: Int32Array
  /** Nobody else has seen it, so it may be painted on. */
  readonly fresh: boolean
}

/** Rows of a tensor need not be taken from it first. */
function canvasOf (there: Terms, size: number, row: readonly number[]): Canvas {
  const [one] = there
  return there.length === 1 && isOnes(one.strength)
    ? { x: one.x, rows: one.rows, fresh: one.fresh === true }
    : { x: settle(there, size, row), fresh: true }
}

/** Whether what is there is a tensor that nobody else sees, or has to become one. */
function isOwn (there: Terms): boolean {
  return there.length !== 2 &&
    there.some(({ strength, fresh }) => fresh === true || !isOnes(strength))
}

/** Two terms by numbers of the host need no pass of their own. */
function groundOf (there: Terms, size: number, row: readonly number[]): readonly Ground[] {
  const [one, other] = there
  const shares = there.flatMap(({ strength }) => strength instanceof Float64Array ? [strength] : [])
  if (there.length === 2 && shares.length === 2) return [{ ...one, mixed: { ...other, shares } }]
  return there.length === 0 ? [] : [canvasOf(there, size, row)]
}

/** A canvas with all its rows where the outputs are. */
function spreadOut ({ x, rows }: Canvas): Tensor {
  return rows === undefined || isIdentity(rows, x.shape[0]) ? x : takeRows(x, rows)
}

function sourceOf (
  stroke: Stroke<Tensor>, pools: Readonly<Record<string, Tensor>>, brushes: Brushes,
  frame: readonly number[], who: string
): Term {
  const pool = typeof stroke.pool === 'string' ? pools[stroke.pool] : undefined
  if (pool === undefined) throw fail('POOL', who, String(stroke.pool), Object.keys(pools))
  const { allRows, rows, entries, view } = stroke
  if (view.length === 0) return termOf(stroke, pool, rows)
  // Columns among a step's parameters are of all pieces of the layer, whichever this round shows
  return termOf(stroke, runSteps(takeRows(pool, allRows), view, brushes, frame), entries)
}

/** One region, or one blend that is no sum, painted on what is there. */
function paintPart (
  canvas: Canvas, stroke: Stroke<Tensor>, { x, rows, strength }: Term, easel: Easel,
  brushes: Brushes
): Tensor {
  const { where, blend } = stroke
  if (blend === 'over') return showIn(canvas, x, rows, strength, stroke, easel)
  const there = spreadOut(canvas)
  if (blend === 'sum') {
    const empty = { x: tf.zerosLike(there), fresh: true }
    const seen = showIn(empty, x, rows, undefined, stroke, easel)
    return tf.add(there, isOnes(strength) ? seen : tf.mul(seen, columnTensor(strength, seen.rank)))
  }
  const outputs = outputsOf(stroke)
  const join = blendOf(blend, brushes, stroke.entries, stroke.count)
  const joined = join(takeRows(there, outputs), takeRows(x, outputs.map(output => rows[output])),
    pick(strength, outputs))
  const { pieceOf } = stroke
  if (where !== undefined) {
    const shown = pieceOf.map(piece => Math.max(piece, 0))
    return showIn({ x: there, fresh: false }, joined, shown, undefined, stroke, easel)
  }
  if (coversAll(stroke)) return takeRows(joined, pieceOf)
  const size = there.shape[0]
  return takeRows(tf.concat([there, joined]), pieceOf.map((p, i) => p < 0 ? i : size + p))
}

/** Which output every piece goes to. */
function outputsOf ({ pieceOf, entries }: Stroke): Int32Array {
  const outputs = new Int32Array(entries.length)
  pieceOf.forEach((piece, output) => { if (piece >= 0) outputs[piece] = output })
  return outputs
}

/** A canvas with a source over it in the region of a stroke. */
function showIn (
  canvas: Canvas, x: Tensor, rows: Int32Array, strength: Term['strength'] | undefined,
  stroke: Stroke<Tensor>, easel: Easel
): Tensor {
  const { where } = stroke
  if (where === undefined) return spreadOut(canvas)
  const { x: there, rows: baseRows } = canvas
  const options = { rows, baseRows, ...strength === undefined ? {} : { coefficient: strength } }
  const lay = (): Tensor => layIn(there, x, where, options, stroke, easel)
  return canvas.fresh ? reusing(there, lay) : lay()
}

function layIn (
  there: Tensor, x: Tensor, where: Region<Tensor>, options: OverOptions, stroke: Stroke<Tensor>,
  easel: Easel
): Tensor {
  if (where.kind === 'points')
    throw fail('PLAN', 'where', 'must be boxes or a mask on a dense batch', where.select)
  if (where.kind === 'mask' && isTensor(where.levels)) {
    return blendMask(there, x, liveMask(where, stroke, easel), options)
  }
  if (where.kind === 'boxes' && where.from !== undefined) {
    const from = cornersOf(stroke, { ...where, ...where.from }, easel, true)
    const resize = where.resize ?? 'nearest'
    return pasteResized(there, x, { ...cornersOf(stroke, where, easel), from, resize, ...options })
  }
  if (where.kind === 'boxes' && atFrame(easel)) {
    return pasteBoxes(there, x, { axes: easel.axes.length, ...cornersOf(stroke, where, easel),
      ...options })
  }
  return blendMask(there, x, levelsShown(stroke, where as Mask, easel), options)
}

function columnTensor (strength: Term['strength'], rank: number): Tensor {
  const column = toTensor(strength)
  return tf.reshape(column, [column.size, ...Array<number>(rank - 1).fill(1)])
}
