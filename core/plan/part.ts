import type { Boxes, Layer, Mask, Plan, Points, Region, Step } from '../contract/index.js'
import { fail } from '../errors.js'
import { columnsOf, levelsOf } from './columns.js'
import { isData } from './freeze.js'
import type { Rules } from './rules.js'

/**
 * The plan of the outputs `first` … `end` - 1 alone, with all columns listed. What it paints equals
 * these rows of the whole painting bit for bit.
 *
 * @param rules - the domain's
 * @throws PLAN for a plan that holds tensors, that goes on with another, or whose rows a score or a
 *   rule of pictures makes: outputs of those do not stand alone
 */
export function partOf (plan: Plan, first: number, end: number, rules?: Rules): Plan {
  const { layers, size, after, synthetic } = plan
  if (!isData(plan)) throw fail('PLAN', 'layers', 'must hold no tensor to be painted in parts', plan)
  if (plan.then !== undefined)
    throw fail('PLAN', 'then', 'must be absent for a plan to be painted in parts', plan.then)
  const outputs = Int32Array.from({ length: end - first }, (_, i) => first + i)
  return {
    ...plan,
    size: end - first,
    layers: layers.flatMap(layer => layerOf(layer, size, first, end, rules)),
    ...after && { after: after.map(step => picked(step, size, outputs)) },
    ...synthetic && { synthetic: synthetic.slice(first, end) }
  }
}

function layerOf (
  layer: Layer, size: number, first: number, end: number, rules: Rules | undefined
): Layer[] {
  const { source, view, where, blend } = layer
  if (source?.rank !== undefined || typeof (source?.pool ?? '') !== 'string')
    throw fail('PLAN', 'source', 'must list rows for a plan to be painted in parts', source)
  const { count, outputs, rows, coefficient, weight } = columnsOf(layer, size, rules)
  const entries = Int32Array.from(outputs.keys())
    .filter(entry => outputs[entry] >= first && outputs[entry] < end)
  if (entries.length === 0) return []
  return [{
    ...layer,
    source: { ...source, rows: entries.map(entry => rows[entry]) },
    outputs: entries.map(entry => outputs[entry] - first),
    coefficient: pick(coefficient, entries),
    ...weight && { weight: pick(weight, entries) },
    ...view && { view: view.map(step => picked(step, count, entries)) },
    ...where && { where: regionOf(where, count, entries, rules) },
    ...typeof blend === 'object' && { blend: picked(blend, count, entries) }
  }]
}

function regionOf (
  where: Region, count: number, entries: Int32Array, rules: Rules | undefined
): Region {
  if (where.kind === 'points') return pointsOf(where, count, entries)
  return where.kind === 'boxes' ? boxesOf(where, entries) : maskOf(where, count, entries, rules)
}

function pointsOf (where: Points, count: number, entries: Int32Array): Points {
  return { ...where, parameters: picked(where.parameters, count, entries) }
}

function boxesOf (where: Boxes, entries: Int32Array): Boxes {
  const { axes: { length: axes }, from } = where
  const mine = (corners: Int32Array): Int32Array =>
    corners.length === axes ? corners : pick(corners, entries, axes)
  const both = ({ start, end }: Pick<Boxes, 'start' | 'end'>): Pick<Boxes, 'start' | 'end'> =>
    ({ start: mine(start), end: mine(end) })
  return { ...where, ...both(where), ...from && { from: both(from) } }
}

function maskOf (
  where: Mask, count: number, entries: Int32Array, rules: Rules | undefined
): Mask {
  const levels = levelsOf(where, count, rules)
  const cells = where.grid.reduce((product, n) => product * n, 1)
  // Shares are no levels that a plan may list, but painters take what rules make.
  const mine = levels.length === cells ? levels : pick(levels, entries, cells)
  return { ...where, levels: mine as Uint8Array }
}

type List = Float64Array | Float32Array | Int32Array | Uint8Array

/** Entries of a column whose entries are `width` numbers each. */
function pick<Column extends List> (column: Column, entries: Int32Array, width = 1): Column {
  const Kind = column.constructor as new (length: number) => Column
  const mine = new Kind(entries.length * width)
  entries.forEach((entry, i) => {
    mine.set(column.subarray(entry * width, (entry + 1) * width), i * width)
  })
  return mine
}

/** A step, or parameters, whose columns are cut to some entries. */
function picked<Given extends Step | Points['parameters']> (
  given: Given, count: number, entries: Int32Array
): Given {
  return Object.fromEntries(Object.entries(given).map(([name, value]) =>
    [name, ArrayBuffer.isView(value) && (value as List).length === count
      ? pick(value as List, entries)
      : value])) as Given
}
