import type { Boxes, Column, Layer, Mask, Plan, Region, Source, Step } from '../contract/index.js'
import { isRule } from './kinds.js'
import { requirePlan } from './require-plan.js'

/** Layers that are told one by one. */
const LAYERS = 5
/** Draws and plans of a chain that are told. */
const NAMES = 6
/** Entries of a list that are told. */
const ENTRIES = 3
/** Characters of a name or a text that are told. */
const TEXT = 40

/**
 * A plan in a few lines of plain text, for logs: at most 12 however large it is. Of long columns it
 * tells their range, of long lists their beginning.
 *
 * @throws PLAN for what is no plan
 */
export function describe (plan: Plan<unknown>): string {
  requirePlan(plan)
  const { size, axes, frame, layers, after = [], targets, synthetic = [], branch, then } = plan
  const rest = layers.length - LAYERS
  return [
    `${short(plan.mixer)}: ${counted(size, 'output')} of ${frame.map((n, a) =>
      `${short(axes[a])} ${n}`).join(' × ')}`,
    ...layers.slice(0, LAYERS).map((layer, i) => `${i + 1}. ${layerText(layer, plan)}`),
    ...(rest > 0 ? [`… and ${counted(rest, 'more layer')}`] : []),
    ...(after.length > 0 ? [`after: ${steps(after)}`] : []),
    ...(synthetic.length > 0 ? [`synthetic: ${few(synthetic, set => `${set.role} ${
      'stream' in set ? `by ${short(name(set.stream))}` : set.count}`)}`] : []),
    ...(targets === undefined && branch === undefined ? [] : [[
      ...(targets === undefined ? [] : [`targets ${targets}`]),
      ...(branch === undefined ? [] : [`branch ${few(branch, String)}`])
    ].join(', ')]),
    ...(Object.keys(plan.draws).length > 0 ? [`draws: ${draws(plan)}`] : []),
    ...(then === undefined ? [] : [`then ${few(chain(then), inShort)}`])
  ].join('\n')
}

/** A plan and those that mix its outputs further. */
export function chain (plan: Plan<unknown>): Array<Plan<unknown>> {
  return plan.then === undefined ? [plan] : [plan, ...chain(plan.then)]
}

function inShort ({ mixer, layers, size }: Plan<unknown>): string {
  return `${short(mixer)} (${counted(layers.length, 'layer')}, ${counted(size, 'output')})`
}

function draws ({ draws }: Plan<unknown>): string {
  return few(Object.entries(draws), ([name, list]) => `${short(name)} ${few(list, round, ENTRIES)}`)
}

function layerText (layer: Layer<unknown>, plan: Plan<unknown>): string {
  const { source, outputs, view = [], where, blend = 'over', coefficient, weight } = layer
  return [
    blend === 'over' ? '' : `${typeof blend === 'string' ? blend : step(blend)} `,
    sourceText(source),
    outputs === undefined ? '' : ` on outputs ${indexText(outputs)}`,
    view.length > 0 ? ` through ${steps(view)}` : '',
    where === undefined ? '' : ` ${regionText(where, plan)}`,
    coefficient === undefined ? '' : `, coefficient ${columnText(coefficient)}`,
    weight === undefined ? '' : `, weight ${columnText(weight)}`
  ].join('')
}

function sourceText (source: Source | undefined): string {
  if (source === undefined) return 'every row in its place'
  const { pool = 'batch', rows, rank } = source
  const which = rows === undefined ? 'every row' : `rows ${indexText(rows)}`
  const from = typeof pool === 'string' ? `of ${short(pool)}` : `made by ${short(name(pool))}`
  return `${which} ${from}${rank === undefined ? '' : ` ranked by ${short(rank.by)}`}`
}

function regionText (where: Region<unknown>, plan: Plan<unknown>): string {
  if (where.kind === 'boxes') return boxesText(where, plan)
  const side = where.outside === true ? 'outside' : 'in'
  if (where.kind === 'points') return `${side} ${short(where.select)}`
  const tiled = where.tiled === true ? ', tiled' : ''
  return `${side} a mask of ${where.grid.join(' × ')} cells${tiled}${levelsText(where)}`
}

function levelsText ({ levels, of }: Mask<unknown>): string {
  if (isRule(levels)) return ` by ${short(levels.rule)}`
  if (!(levels instanceof Uint8Array)) return ', live'
  const mean = levels.reduce((sum, level) => sum + level / of, 0) / levels.length
  return ` (${percent(mean)} seen)`
}

function boxesText ({ axes, start, end, from }: Boxes, plan: Plan<unknown>): string {
  const count = start.length / axes.length
  const lengths = axes.map(axis => plan.frame[plan.axes.indexOf(axis)])
  const spans = (box: number): number[] => axes.map((_, a) => box * axes.length + a)
  let [least, most] = [1, 0]
  for (let box = 0; box < count; box++) {
    const area = spans(box).reduce((part, i, a) => part * (end[i] - start[i]) / lengths[a], 1)
    least = Math.min(least, area)
    most = Math.max(most, area)
  }
  const resized = from === undefined ? '' : ', resized into it'
  if (count !== 1) return `in a box each (${percent(least)} to ${percent(most)})${resized}`
  const box = spans(0).map((i, a) => `${short(axes[a])} ${start[i]}–${end[i]}`).join(', ')
  return `in the box ${box} (${percent(most)})${resized}`
}

function columnText (column: Column<unknown>): string {
  if (typeof column === 'number') return round(column)
  if (isRule(column)) return `by ${short(column.rule)}`
  if (!(column instanceof Float64Array)) return 'live'
  const range = column.reduce(([low, high], value): [number, number] =>
    [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  if (column.length === 0) return 'none'
  return range[0] === range[1] ? round(range[0]) : range.map(round).join(' to ')
}

function indexText (index: unknown): string {
  return isRule(index) ? `by ${short(index.rule)}` : few(index as Int32Array, String, ENTRIES)
}

function steps (list: readonly Step[]): string {
  return few(list, step)
}

function step (value: Step): string {
  return short((value as { readonly step: string }).step)
}

function name (rule: unknown): string {
  return (rule as { readonly rule: string }).rule
}

/** The first entries of a list, and how many there are if these are not all. */
function few<T> (list: ArrayLike<T>, text: (entry: T) => string, most = NAMES): string {
  const shown = Array.from({ length: Math.min(most, list.length) }, (_, i) => text(list[i]))
  if (list.length === 0) return 'none'
  return list.length <= most ? shown.join(', ') : `${shown.join(', ')} … (${list.length})`
}

function short (text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > TEXT ? `${line.slice(0, TEXT - 1)}…` : line
}

function counted (count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function percent (share: number): string {
  return `${round(share * 100)} %`
}

/** Three digits that matter; a whole number, such as a seed, in full. */
function round (value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)))
}
