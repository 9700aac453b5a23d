import type { Layer, Plan } from '../contract/index.js'
import { inverse } from '../math/inverse.js'
import { check } from './check.js'
import { refusal } from './check/path.js'
import type { Path } from '../define/flaw.js'
import { boxes } from './boxes.js'
import { columnsOf } from './columns.js'
import type { LayerColumns } from './columns.js'
import { blocks, cutsOf, merge } from './refinement.js'
import type { Block } from './refinement.js'
import { spansOf } from './region.js'
import type { Rules } from './rules.js'

/** Rows that are mixed with each other at most: their mixing matrix is inverted on the host. */
const MOST_ROWS = 256
/** Blocks of the frame at most within which a plan is the same matrix: a few shared boxes. */
const MOST_BLOCKS = 64
/** How many times larger an error may come out: 1e6 leaves one digit of float32. */
const CONDITION = 1e6
/** Coefficients below are what rounding leaves of zero. */
const NOTHING = 1e-15

/**
 * The plan that gives the inputs back from the outputs of a plan, for those that lose nothing.
 *
 * Within a block of the frame that no box divides the outputs are `W x`, so the inputs are the sums
 * that the inverse of W tells. It holds for what is painted; targets come back with it where
 * regions play no part (mixup). Errors of the outputs grow by up to the condition of W (1-norm).
 *
 * @param plan - over and sum layers of rows of the batch, everywhere or in boxes, as many outputs
 *   as rows (at most 256), and at most 64 blocks; a chain is undone from its end
 * @throws PLAN for other plans, and where W is singular or its condition is above 1e6
 */
export function undo (plan: Plan, rules?: Rules): Plan {
  check(plan, { rules })
  return undoAfter(plan, undefined, rules, [])
}

/** Undoes a chain; `next` undoes what came before it. */
function undoAfter (
  plan: Plan, next: Plan | undefined, rules: Rules | undefined, path: Path
): Plan {
  const undone = undoOne(plan, rules, path)
  const chain = next === undefined ? undone : { ...undone, then: next }
  return plan.then === undefined ? chain : undoAfter(plan.then, chain, rules, [...path, 'then'])
}

function undoOne (plan: Plan, rules: Rules | undefined, path: Path): Plan {
  refuseOthers(plan, path)
  const columns = plan.layers.map((layer, l) =>
    ownColumns(layer, plan.size, rules, [...path, 'layers', l]))
  const cuts = cutsOf(plan, columns)
  const count = cuts.reduce((product, { length }) => product * (length - 1), 1)
  if (count > MOST_BLOCKS) {
    const allowed = `must divide the frame into at most ${MOST_BLOCKS} blocks to be undone`
    throw refusal([...path, 'layers'], allowed, count)
  }
  const inverses = new Map<string, Matrix>()
  const parts = merge(blocks(cuts).map(block => {
    const seen = piecesIn(block, plan, columns)
    const kind = seen.map(piece => piece.join(':')).join()
    if (!inverses.has(kind)) inverses.set(kind, invert(mixingMatrix(seen, plan, columns), path))
    return { block, kind }
  }))
  const { version, size, axes, frame } = plan
  return {
    mixer: `undo(${plan.mixer})`,
    version,
    options: {},
    draws: {},
    size,
    axes,
    frame,
    layers: parts.map(({ block, kind }) =>
      layerOf(inverses.get(kind) as Matrix, parts.length === 1 ? undefined : block, axes)),
    targets: 'free'
  }
}

function refuseOthers ({ size, after = [], synthetic, layers }: Plan, path: Path): void {
  const refuse = (key: string, allowed: string, got: unknown): never => {
    throw refusal([...path, key], `${allowed} to be undone`, got)
  }
  if (size > MOST_ROWS) refuse('size', `must be at most ${MOST_ROWS}`, size)
  if (after.length > 0) refuse('after', 'must have no steps', after)
  if (synthetic !== undefined) refuse('synthetic', 'must be absent', synthetic)
  layers.forEach((layer, l) => { refuseLayer(layer, [...path, 'layers', l]) })
}

function refuseLayer ({ source, view = [], where, blend = 'over' }: Layer, path: Path): void {
  const refuse = (keys: Path, allowed: string, got: unknown): never => {
    throw refusal([...path, ...keys], `${allowed} to be undone`, got)
  }
  const { pool = 'batch', rank } = source ?? {}
  if (pool !== 'batch') refuse(['source', 'pool'], 'must be the batch', pool)
  if (rank !== undefined) refuse(['source', 'rank'], 'must be absent', rank)
  if (view.length > 0) refuse(['view'], 'must have no steps', view)
  if (blend !== 'over' && blend !== 'sum') refuse(['blend'], 'must be over or sum', blend)
  if (where === undefined) return
  if (where.kind !== 'boxes') refuse(['where', 'kind'], 'must be boxes', where.kind)
  else if (where.from !== undefined) refuse(['where', 'from'], 'must be absent', where.from)
}

/** The columns of a layer, whose rows are those that the outputs are as many as. */
function ownColumns (
  layer: Layer, size: number, rules: Rules | undefined, path: Path
): LayerColumns<never> {
  const columns = columnsOf(layer, size, rules)
  const strange = columns.rows.find(row => row >= size)
  if (strange === undefined) return columns
  throw refusal([...path, 'source'], `must show rows below ${size} to be undone`, strange)
}

/** Its rows. */
type Matrix = readonly Float64Array[]
type Piece = readonly [layer: number, piece: number]

/** The pieces that are seen in a block, in the order they are painted. */
function piecesIn (block: Block, plan: Plan, columns: readonly LayerColumns[]): Piece[] {
  return plan.layers.flatMap(({ where }, layer) =>
    Array.from({ length: columns[layer].count }, (_, piece): Piece => [layer, piece])
      .filter(([, piece]) => where?.kind !== 'boxes' ||
        spansOf(where, piece, plan.axes, plan.frame).every(([start, end], axis) =>
          start <= block[axis][0] && block[axis][1] <= end)))
}

/** W of the outputs `W x`: how much of every row is in every output. */
function mixingMatrix (
  seen: readonly Piece[], plan: Plan, columns: ReadonlyArray<LayerColumns<never>>
): Matrix {
  const mixing = Array.from({ length: plan.size }, () => new Float64Array(plan.size))
  for (const [layer, piece] of seen) {
    const { outputs, rows, coefficient } = columns[layer]
    const [output, row, share] = [outputs[piece], rows[piece], coefficient[piece]]
    const mixed = mixing[output]
    if (plan.layers[layer].blend !== 'sum') {
      for (let k = 0; k < mixed.length; k++) mixed[k] *= 1 - share
    }
    mixed[row] += share
  }
  return mixing
}

function invert (mixing: Matrix, path: Path): Matrix {
  const inverted = inverse(mixing)
  const condition = inverted === undefined ? Infinity : norm(mixing) * norm(inverted)
  if (inverted !== undefined && condition <= CONDITION) return inverted
  throw refusal([...path, 'layers'],
    `must keep every row of the batch to be undone: a condition up to ${CONDITION}`, condition)
}

/** The 1-norm: the largest sum of absolute values of a column. */
function norm (matrix: Matrix): number {
  const columns = matrix.map((_, column) =>
    matrix.reduce((sum, row) => sum + Math.abs(row[column]), 0))
  return Math.max(...columns)
}

/** Row i of a matrix as the pieces of output i, added up. */
function layerOf (matrix: Matrix, block: Block | undefined, axes: readonly string[]): Layer {
  const size = matrix.length
  const pieces = matrix.flatMap((row, output) =>
    Array.from(row, (share, from) => ({ output, row: from, share }))
      .filter(({ share }) => Math.abs(share) > NOTHING))
  const one = pieces.length === size && pieces.every(({ output }, i) => output === i)
  const box = block && Object.fromEntries(axes.map((axis, a) => [axis, block[a]]))
  return {
    source: { pool: 'batch', rows: Int32Array.from(pieces, ({ row }) => row) },
    ...(one ? {} : { outputs: Int32Array.from(pieces, ({ output }) => output) }),
    ...(box === undefined ? {} : { where: boxes([box]) }),
    blend: 'sum',
    coefficient: Float64Array.from(pieces, ({ share }) => share)
  }
}
