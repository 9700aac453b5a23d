import type { Plan, Scene, Target } from '../contract/index.js'
import { fail, show } from '../errors.js'
import type { LayerColumns } from '../plan/columns.js'
import { columnsOf } from '../plan/columns.js'
import { spansOf } from '../plan/region.js'
import { ruleTable } from '../plan/rules.js'
import type { Block, Place } from '../plan/visible.js'
import { blocks, piecesByOutput } from '../plan/visible.js'
import { followed } from './followed.js'

/** The annotation boxes of one image, in its pixels. */
export interface Annotations {
  /** `[top, left, bottom, right]`, real numbers, bottom and right not included. */
  readonly boxes: ReadonlyArray<readonly number[]>
  /** The class of every box. */
  readonly classes: readonly number[]
  /** How much of every box's place shows it, 0 … 1; 1 by default. */
  readonly weights?: readonly number[]
}

/** What is seen by less moves no byte of a picture: half of one in 255. */
const FAINT = 1 / 510

/**
 * Annotation boxes, a list for every image. A box goes where its image goes, is cut to the
 * rectangle around what stays visible of it, and is dropped where less than `minimumVisible` (0.1)
 * of its area does. Its weight is how strongly the visible part is seen: 1 in a pasted box, λ under
 * mixup. One that is seen by less than 1/510 is dropped too: outputs that are mixed again and again
 * would carry every box there ever was.
 */
export const annotations: Target<readonly Annotations[]> = {
  encode (value, scene) {
    if (!Array.isArray(value) || value.length !== scene.size) {
      throw fail('TARGET', scene.who, scene.target,
        `must be a list with the annotations of each of the ${scene.size} rows, got ${show(value)}`)
    }
    return Array.from(value, (each, row) => checked(each, row, scene))
  },

  mix: (plan, values, scene) => mixChain(followed(plan, scene), values, scene)
}

function mixChain (
  plan: Plan<unknown>, values: Readonly<Record<string, readonly Annotations[]>>, scene: Scene
): Annotations[] {
  const mixed = mixOnce(plan, values, scene)
  return plan.then === undefined
    ? mixed
    : mixChain(plan.then, { ...values, batch: mixed }, scene)
}

function checked (value: unknown, row: number, scene: Scene): Annotations {
  const { boxes, classes, weights } = Object(value) as Partial<Annotations>
  const refuse = (reason: string, got: unknown): never => {
    throw fail('TARGET', scene.who, `${scene.target}[${row}]`, `${reason}, got ${show(got)}`)
  }
  if (!Array.isArray(boxes) || !Array.isArray(classes))
    return refuse('must be { boxes, classes }', value)
  if (classes.length !== boxes.length || !Array.from(classes).every(Number.isInteger))
    return refuse(`must have a class, a whole number, for each box (${boxes.length})`,
      classes)
  for (const box of boxes as unknown[]) {
    const [top, left, bottom, right] = Array.isArray(box) && box.length === 4 ? box as number[] : []
    if (!(top < bottom && left < right && [top, left, bottom, right].every(Number.isFinite))) {
      return refuse('must hold boxes [top, left, bottom, right] with top < bottom and left < right',
        box)
    }
  }
  if (weights === undefined) return { boxes, classes }
  const sound = Array.isArray(weights) && weights.length === boxes.length &&
    Array.from<number>(weights).every(weight => weight >= 0 && weight <= 1)
  return sound
    ? { boxes, classes, weights }
    : refuse(`must have a weight from 0 to 1 for each box (${boxes.length})`, weights)
}

function mixOnce (
  plan: Plan<unknown>, values: Readonly<Record<string, readonly Annotations[]>>, scene: Scene
): Annotations[] {
  const rules = ruleTable(scene.rules ?? {})
  const layers = plan.layers.map(layer => columnsOf(layer, plan.size, rules))
  return piecesByOutput(layers, plan.size).map(list => {
    const parts = [...blocks(list, plan, layers, rules)]
    const kept = sightings(list, plan, layers).flatMap(together =>
      followPieces(together, list, parts, plan, layers, values, scene)
    )
    return {
      boxes: kept.map(({ box }) => box),
      classes: kept.map(({ class: id }) => id),
      weights: kept.map(({ weight }) => weight)
    }
  })
}

interface Kept { readonly box: readonly number[], readonly class: number, readonly weight: number }

/**
 * The pieces of an output, by their places in its list, together where they show the same row at
 * the same place: a row that meets itself stays what it is.
 */
function sightings (
  list: readonly Place[], plan: Plan<unknown>, layers: readonly LayerColumns[]
): number[][] {
  const found = new Map<string, number[]>()
  list.forEach(({ layer, piece }, k) => {
    const { source, where } = plan.layers[layer]
    const pool = typeof source?.pool === 'object' ? layer : source?.pool ?? 'batch'
    const resized = where?.kind === 'boxes' && where.from !== undefined
    const key = [layers[layer].rows[piece], resized ? k : '', pool].join()
    const together = found.get(key)
    if (together === undefined) found.set(key, [k])
    else together.push(k)
  })
  return [...found.values()]
}

function followPieces (
  together: readonly number[],
  list: readonly Place[],
  parts: readonly Block[],
  plan: Plan<unknown>,
  layers: readonly LayerColumns[],
  values: Readonly<Record<string, readonly Annotations[]>>,
  scene: Scene
): Kept[] {
  const { layer, piece } = list[together[0]]
  const pool = plan.layers[layer].source?.pool ?? 'batch'
  if (typeof pool !== 'string') return []
  const source = values[pool]?.[layers[layer].rows[piece]] as Annotations | undefined
  if (source === undefined)
    throw fail('TARGET', scene.who, scene.target, `is missing in the pool "${pool}"`)
  const place = placement(plan, layer, piece)
  return source.boxes.flatMap((box, b) => {
    const seen = visiblePart(place(scaled(box, scene.frame, plan.frame)), parts, together)
    if (seen === undefined || seen.share < (scene.settings.minimumVisible ?? 0.1)) return []
    const weight = seen.weight * (source.weights?.[b] ?? 1)
    if (weight < FAINT) return []
    return [{ box: scaled(seen.box, plan.frame, scene.frame), class: source.classes[b], weight }]
  })
}

/** A box at another resolution: a plan may have been made at one that is not the batch's. */
function scaled (
  box: readonly number[], from: readonly number[], to: readonly number[]
): readonly number[] {
  return box.map((edge, e) => from[e % 2] === to[e % 2] ? edge : edge * to[e % 2] / from[e % 2])
}

/** Where a resized piece puts a box of its source. */
function placement (
  plan: Plan<unknown>, layer: number, piece: number
): (box: readonly number[]) => readonly number[] {
  const where = plan.layers[layer].where
  if (where?.kind !== 'boxes' || where.from === undefined) return box => box
  const to = spansOf(where, piece, plan.axes, plan.frame)
  const from = spansOf({ ...where, ...where.from }, piece, plan.axes, plan.frame)
  return box => box.map((edge, e) => {
    const a = e % 2
    const scale = (to[a][1] - to[a][0]) / (from[a][1] - from[a][0])
    return to[a][0] + (edge - from[a][0]) * scale
  })
}

/**
 * The rectangle around what some pieces show of a box, the share of its area that they do, and how
 * strongly.
 */
function visiblePart (
  [top, left, bottom, right]: readonly number[],
  parts: readonly Block[],
  together: readonly number[]
): { box: number[], share: number, weight: number } | undefined {
  let area = 0
  let weighted = 0
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { start, end, parts: shares } of parts) {
    const edges = [Math.max(top, start[0]), Math.max(left, start[1]), Math.min(bottom, end[0]),
      Math.min(right, end[1])]
    const size = Math.max(0, edges[2] - edges[0]) * Math.max(0, edges[3] - edges[1])
    const share = together.reduce((sum, k) => sum + shares[k], 0)
    if (size === 0 || share <= 0) continue
    area += size
    weighted += size * share
    edges.forEach((edge, e) => { box[e] = e < 2 ? Math.min(box[e], edge) : Math.max(box[e], edge) })
  }
  return area === 0
    ? undefined
    : { box, share: area / ((bottom - top) * (right - left)), weight: weighted / area }
}
