import test from 'ava'
import fc from 'fast-check'
import type { Annotations, Boxes, Layer, Plan, Scene } from '../../core/index.js'
import { annotations, boxes } from '../../core/index.js'
import { distance } from '../../plugins/check/same.js'
import { examine } from './examine.js'
import { boxesIn } from './random-plans.js'

/** Edges lie on quarters of a pixel, so that a count of quarters is exact. */
const QUARTERS = 4
const FRAME = [6, 8]
const ROWS = 3

const span = (length: number, least: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.nat(length - least), fc.nat(length)).map(([start, more]) =>
    [start, Math.min(length, start + least + more)])

/** A layer that shows another row in boxes. */
const pasted: fc.Arbitrary<Layer> = fc.record({
  where: boxesIn(FRAME, ROWS),
  rows: fc.array(fc.nat(ROWS - 1), { minLength: ROWS, maxLength: ROWS }),
  coefficient: fc.constantFrom(1, 1, 0.25)
}).map(({ where, rows, coefficient }) =>
  ({ source: { pool: 'batch', rows: Int32Array.from(rows) }, where, coefficient }))

/** A layer that shows a part of another row, resized so that quarters stay quarters. */
const resized: fc.Arbitrary<Layer> = fc.record({
  top: fc.constantFrom([0, 2], [0, 4], [2, 6]),
  left: fc.constantFrom([0, 4], [4, 8], [0, 8], [3, 5]),
  to: fc.tuple(span(FRAME[0], 1), span(FRAME[1], 1)),
  row: fc.nat(ROWS - 1)
}).map(({ top, left, to: [height, width], row }) => ({
  source: { pool: 'batch', rows: new Int32Array(ROWS).fill(row) },
  where: boxes([{ height, width }],
    [{ height: [top[0], top[1]], width: [left[0], left[1]] }], 'nearest')
}))

const plans: fc.Arbitrary<Plan> = fc.array(fc.oneof(pasted, resized), { maxLength: 3 })
  .map(layers => ({
    mixer: 'random', version: 1, options: {}, draws: {}, size: ROWS, axes: ['height', 'width'],
    frame: FRAME, layers: [{}, ...layers]
  }))

/** A class tells the row and the box. */
const value: fc.Arbitrary<Annotations[]> = fc.array(
  fc.array(fc.tuple(span(FRAME[0], 1), span(FRAME[1], 1)), { maxLength: 2 }),
  { minLength: ROWS, maxLength: ROWS })
  .map(lists => lists.map((list, row) => ({
    boxes: list.map(([[top, bottom], [left, right]]) => [top, left, bottom, right]),
    classes: list.map((_, b) => row * 10 + b),
    weights: list.map(() => 0.5)
  })))

interface Kept { readonly class: number, readonly box: number[], readonly weight: number }

/** How a place of the source is placed by a layer; as it is, unless it is resized. */
function placed ({ where }: Layer, axis: number, edge: number): number {
  const { start, end, from } = (where ?? {}) as Partial<Boxes>
  if (from === undefined || start === undefined || end === undefined) return edge
  const scale = (end[axis] - start[axis]) / (from.end[axis] - from.start[axis])
  return start[axis] + (edge - from.start[axis]) * scale
}

function isIn ({ where }: Layer, output: number, at: readonly number[]): boolean {
  if (where === undefined) return true
  const { axes, start, end } = where as Boxes
  const first = start.length === axes.length ? 0 : output * axes.length
  return axes.every((axis, k) => {
    const position = at[axis === 'height' ? 0 : 1]
    return position >= start[first + k] && position < end[first + k]
  })
}

/** Which annotations an output shows, counted in specks far smaller than a pixel. */
function counted (
  plan: Plan, given: readonly Annotations[], output: number, minimum: number
): Kept[] {
  const groups = new Map<string, { layers: number[], row: number }>()
  plan.layers.forEach((layer, l) => {
    const row = (layer.source?.rows as Int32Array | undefined)?.[output] ?? output
    const moved = (layer.where as Boxes | undefined)?.from !== undefined
    const key = moved ? `layer ${l}` : `row ${row}`
    const group = groups.get(key) ?? { layers: [], row }
    group.layers.push(l)
    groups.set(key, group)
  })
  return [...groups.values()].flatMap(({ layers, row }) => given[row].boxes.flatMap((box, b) => {
    const edges = box.map((edge, e) => placed(plan.layers[layers[0]], e % 2, edge))
    const seen = count(plan, output, layers, edges)
    if (seen === undefined || seen.share < minimum - 1e-12) return []
    return [{ class: given[row].classes[b], box: seen.box, weight: seen.weight * 0.5 }]
  }))
}

function count (
  plan: Plan, output: number, layers: readonly number[], [top, left, bottom, right]: number[]
): { box: number[], share: number, weight: number } | undefined {
  const STEPS = QUARTERS * 8
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  let [specks, sum] = [0, 0]
  const inside = (at: number, low: number, high: number): boolean => at > low && at < high
  for (let v = 0; v < FRAME[0] * STEPS; v++) {
    for (let u = 0; u < FRAME[1] * STEPS; u++) {
      const [y, x] = [(v + 0.5) / STEPS, (u + 0.5) / STEPS]
      if (!inside(y, top, bottom) || !inside(x, left, right)) continue
      let share = 0
      plan.layers.forEach((layer, l) => {
        if (!isIn(layer, output, [y, x])) return
        const part = (layer.coefficient ?? 1) as number
        share *= 1 - part
        if (layers.includes(l)) share += part
      })
      if (share === 0) continue
      specks++
      sum += share
      box[0] = Math.min(box[0], v / STEPS)
      box[1] = Math.min(box[1], u / STEPS)
      box[2] = Math.max(box[2], (v + 1) / STEPS)
      box[3] = Math.max(box[3], (u + 1) / STEPS)
    }
  }
  const area = (bottom - top) * (right - left) * STEPS * STEPS
  return specks === 0 ? undefined : { box, share: specks / area, weight: sum / specks }
}

test('annotation boxes follow pasted and resized parts, and are cut to what is seen', t => {
  const minimum = fc.constantFrom(0, 0.1, 0.5, 1)
  examine(t, 60, [plans, value, minimum], (plan, given, minimumVisible) => {
    const scene: Scene = {
      who: 'test', target: 'boxes', size: ROWS, axes: plan.axes, frame: FRAME, host: false,
      settings: { minimumVisible }
    }
    const mixed = annotations.mix(plan, { batch: annotations.encode(given, scene) }, scene)
    for (const [output, found] of mixed.entries()) {
      const wanted = counted(plan, given, output, minimumVisible)
      const sorted = (list: readonly Kept[]): Kept[] =>
        [...list].sort((a, b) => a.class - b.class || a.box[0] - b.box[0] || a.box[1] - b.box[1])
      const listed = sorted(found.boxes.map((box, b) => ({
        class: found.classes[b], box: [...box], weight: found.weights?.[b] ?? NaN
      })))
      const right = listed.length === wanted.length && sorted(wanted).every((each, k) =>
        each.class === listed[k].class && distance(each.box, listed[k].box) < 1e-9 &&
        Math.abs(each.weight - listed[k].weight) < 1e-9)
      if (!right) return `${JSON.stringify(listed)} instead of ${JSON.stringify(sorted(wanted))}`
    }
    return undefined
  })
})

test('a row that meets itself keeps its annotations whole', t => {
  const plan: Plan = {
    mixer: 'itself', version: 1, options: {}, draws: {}, size: 1, axes: ['height', 'width'],
    frame: FRAME,
    layers: [{}, {
      source: { pool: 'batch', rows: Int32Array.of(0) },
      where: boxes([{ height: [0, 3], width: [2, 5] }])
    }]
  }
  const scene: Scene = {
    who: 'test', target: 'boxes', size: 1, axes: plan.axes, frame: FRAME, host: false, settings: {}
  }
  const given = [{ boxes: [[1, 1, 5, 6], [0.5, 2.5, 2, 4]], classes: [3, 4] }]
  t.deepEqual(annotations.mix(plan, { batch: given }, scene), [{ ...given[0], weights: [1, 1] }])
})
