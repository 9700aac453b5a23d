import type { Boxes, Mask, Region } from '../../contract/index.js'
import { isLive, isRule } from '../kinds.js'
import type { AnyPlan, Ground } from './ground.js'
import { checkName, checkParameters, checkRule } from './names.js'
import { refusal } from './path.js'
import type { Path } from '../../define/flaw.js'

/** A region of `pieces` pieces. */
export function checkRegion (
  where: Region<unknown>, pieces: number, plan: AnyPlan, ground: Ground, path: Path
): void {
  if (where.kind === 'points') {
    checkName(where.select, ground, [...path, 'select'])
    return checkParameters(where.parameters, ground, [...path, 'parameters'])
  }
  checkAxes(where.axes, plan, [...path, 'axes'])
  if (where.kind === 'boxes') checkBoxes(where, pieces, plan, path)
  else checkMask(where, pieces, ground, path)
}

/** Regions name some of the plan's axes, in its order. */
function checkAxes (axes: readonly string[], plan: AnyPlan, path: Path): void {
  if (axes.length === 0) throw refusal(path, 'must name an axis', axes)
  const places = axes.map(axis => plan.axes.indexOf(axis))
  places.forEach((found, i) => {
    if (found >= 0 && found > (places[i - 1] ?? -1)) return
    throw refusal([...path, i], `must be, in this order, of ${plan.axes.join(', ')}`, axes[i])
  })
}

function checkBoxes (
  { axes, start, end, from }: Boxes, pieces: number, plan: AnyPlan, path: Path
): void {
  const lengths = axes.map(axis => plan.frame[plan.axes.indexOf(axis)])
  checkCorners({ start, end }, pieces, lengths, path)
  if (from === undefined) return
  checkCorners(from, pieces, axes.map(() => Infinity), [...path, 'from'])
  const sources = emptySides(from, axes.length)
  const empty = emptySides({ start, end }, axes.length)
  for (let piece = 0; piece < Math.max(empty.length, sources.length); piece++) {
    const side = sources[piece % sources.length]
    if (side < 0 || empty[piece % empty.length] >= 0) continue
    throw refusal([...path, 'from', 'end', side], 'must be above its start', from.end[side])
  }
}

/** Of every box, where its first empty side stands in the column; -1 where none is. */
function emptySides ({ start, end }: Pick<Boxes, 'start' | 'end'>, axes: number): Int32Array {
  const found = new Int32Array(start.length / axes).fill(-1)
  for (let i = start.length - 1; i >= 0; i--) {
    if (end[i] === start[i]) found[Math.floor(i / axes)] = i
  }
  return found
}

/** Corners `[pieces or 1, axes]` of boxes that lie within `lengths`. */
function checkCorners (
  corners: Pick<Boxes, 'start' | 'end'>, pieces: number, lengths: readonly number[], path: Path
): void {
  const axes = lengths.length
  const { start, end } = corners
  for (const side of ['start', 'end'] as const) {
    const { length } = corners[side]
    if (length !== start.length || (length !== axes && length !== axes * pieces)) {
      const counts = pieces === 1 ? axes : `${axes} or ${axes * pieces}`
      throw refusal([...path, side], `must have ${counts} entries`, corners[side])
    }
  }
  for (let i = 0; i < start.length; i++) {
    const length = lengths[i % axes]
    if (start[i] < 0) throw refusal([...path, 'start', i], 'must be at least 0', start[i])
    if (end[i] >= start[i] && end[i] <= length) continue
    const most = length === Infinity ? 'up' : `to ${length}`
    throw refusal([...path, 'end', i], `must be from its start, ${start[i]}, ${most}`, end[i])
  }
}

function checkMask (
  { axes, grid, levels, of }: Mask<unknown>, pieces: number, ground: Ground, path: Path
): void {
  const { limits } = ground
  if (grid.length !== axes.length) {
    throw refusal([...path, 'grid'], `must have ${axes.length} entries, one an axis`, grid)
  }
  const cells = grid.reduce((product, length) => product * length, 1)
  if (cells < 1 || cells > limits.cells) {
    throw refusal([...path, 'grid'], `must have 1 to ${limits.cells} cells`, grid)
  }
  if (of < 1 || of > 255) throw refusal([...path, 'of'], 'must be from 1 to 255', of)
  const here = [...path, 'levels']
  if (levels instanceof Uint8Array) {
    checkCells(levels.length, cells, pieces, levels, here)
    const wrong = levels.findIndex(level => level > of)
    if (wrong >= 0) throw refusal([...here, wrong], `must be at most ${of}`, levels[wrong])
  } else if (isLive(levels)) {
    checkCells(levels.size, cells, pieces, levels, here)
    if (of !== 1) throw refusal([...path, 'of'], 'must be 1, since a live mask holds shares', of)
  } else if (isRule(levels)) {
    checkRule(levels, 'levels', ground, here)
    if (cells * pieces <= limits.levels) return
    throw refusal(here, `must make at most ${limits.levels} levels`, cells * pieces)
  }
}

function checkCells (
  got: number, cells: number, pieces: number, levels: unknown, path: Path
): void {
  if (got === cells || got === cells * pieces) return
  const counts = pieces === 1 ? cells : `${cells} or ${cells * pieces}`
  throw refusal(path, `must have ${counts} levels`, levels)
}
