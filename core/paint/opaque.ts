import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Boxes, Mask } from '../contract/index.js'
import { levelsOf } from '../plan/columns.js'
import { cellsAlong } from '../plan/region.js'
import type { MovedBoxes, Patch, ShownCells } from '../tensor/assemble.js'
import { assemble } from '../tensor/assemble.js'
import { isTensor } from '../tensor/is-tensor.js'
import { isRecording } from '../tensor/reuse.js'
import type { Corners, Easel } from './regions.js'
import { atFrame, cornersOf, placesOf } from './regions.js'
import type { Strength } from './strength.js'
import { isOnes } from './strength.js'
import type { Stroke } from './strokes.js'
import { coversAll } from './strokes.js'

/** Which row of a tensor every output shows; absent: row i for output i. */
interface Shown { readonly x: Tensor, readonly rows?: Int32Array }

/** What lies under all patches, or the two it is mixed of. */
export type Ground = Shown & {
  readonly mixed?: Shown & { readonly shares: readonly Float64Array[] }
}

/** Strokes that are painted at once, and what is seen of each; nothing of one that is alone. */
export interface Pass {
  readonly strokes: Array<Stroke<Tensor>>
  readonly seen: Array<Patch['seen']>
}

/**
 * The passes over memory that strokes take. Where a kernel puts patches together and no gradient is
 * recorded, strokes that hide all that is under them are one: boxes that are only moved, and
 * patches of a mask. A lone box needs no help.
 */
export function passesOf (strokes: ReadonlyArray<Stroke<Tensor>>, easel: Easel): Pass[] {
  const joins = !isRecording() && easel.axes.length === 2 && atFrame(easel) &&
    tf.getKernel(assemble.kernel, tf.getBackend()) !== undefined
  const passes: Pass[] = []
  for (const stroke of strokes) {
    const seen = joins ? seenOf(stroke, easel, strokes.length > 2) : undefined
    const before = passes.at(-1)
    if (seen === undefined || before?.seen[0] === undefined) {
      passes.push({ strokes: [stroke], seen: seen === undefined ? [] : [seen] })
    } else {
      before.strokes.push(stroke)
      before.seen.push(seen)
    }
  }
  return passes
}

/**
 * A pass over what is there, if anything is.
 *
 * @param ground - what is there: nothing, or one
 * @param sources - what every stroke shows
 * @param shape - of the outputs
 * @param otherwise - the same, stroke by stroke
 */
export function assembled (
  { seen }: Pass, sources: readonly Shown[], ground: readonly Ground[],
  shape: readonly number[], otherwise: () => Tensor
): Tensor {
  const [start, end] = [new Int32Array(2), Int32Array.from(shape.slice(1, 3))]
  const parts: Ground[] = [...ground, ...sources]
  const patches = parts.map(({ rows, mixed }, input) => ({
    input, rows, ...mixed && { mixed: { ...mixed, input: parts.length } },
    seen: seen[input - ground.length] ?? { start, end, from: { start, end } }
  }))
  const inputs = [...parts, ...ground.flatMap(({ mixed = [] }) => mixed)]
  return assemble(inputs.map(({ x }) => x), { shape, patches, otherwise })
}

function seenOf (
  stroke: Stroke<Tensor>, easel: Easel, several: boolean
): Patch['seen'] | undefined {
  const { where, blend, coefficient } = stroke
  if (blend !== 'over' || !isOnes(coefficient as Strength)) return undefined
  if (where?.kind === 'boxes')
    return several || where.from !== undefined ? movedBoxes(stroke, where, easel) : undefined
  return where?.kind === 'mask' && !isTensor(where.levels)
    ? shownCells(stroke, where as Mask, easel)
    : undefined
}

function movedBoxes (
  stroke: Stroke<Tensor>, where: Boxes, easel: Easel
): MovedBoxes | undefined {
  const into = cornersOf(stroke, where, easel)
  const from = cornersOf(stroke, { ...where, ...where.from }, easel, true)
  const side = ({ start, end }: Corners, k: number): number =>
    end[k % end.length] - start[k % end.length]
  const moved = [into.end, from.end].every(list =>
    list.every((_, k) => side(into, k) === side(from, k)))
  return moved ? { ...into, from } : undefined
}

/** A mask with as many cells as the frame is read as it is. */
function shownCells (
  stroke: Stroke<Tensor>, where: Mask, { axes, frame, rules }: Easel
): ShownCells | undefined {
  const size = axes.reduce((cells, axis) => cells * cellsAlong(where, axis), 1)
  const levels = levelsOf(where, stroke.count, rules)
  if (where.of !== 1 || !(levels instanceof Uint8Array) || !coversAll(stroke) ||
    size === frame[0] * frame[1]) return undefined
  const first = stroke.pieceOf.map(piece =>
    levels.length === size ? 0 : stroke.entries[piece] * size)
  const at = placesOf(where, axes, frame) as [Int32Array, Int32Array]
  return { levels, first, outside: where.outside === true, at }
}
