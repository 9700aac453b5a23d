import type { Boxes, Mask, Plan, Region } from '../../core/index.js'
import type { Html } from './html.js'
import { html } from './html.js'
import type { Seen } from './pieces.js'

/** A rectangle `[top, left, bottom, right]`, bottom and right not included. */
export type Rectangle = readonly number[]

/** The outlines of the regions of one output, to be laid over its picture. */
export function overlay ({ frame }: Pick<Plan, 'frame'>, seen: readonly Seen[]): Html {
  return drawing(frame, outlines(seen, frame), 'region')
}

/** Annotation boxes, to be laid over their picture. */
export function rectangles (frame: readonly number[], list: readonly Rectangle[]): Html {
  return drawing(frame, list.map(rectanglePath).join(''), 'annotation')
}

/**
 * The outlines of the regions of one output as an SVG of its own, `frame` pixels large: a line on a
 * darker one, so that it is seen on light and on dark.
 */
export function overlaySvg ({ frame }: Pick<Plan, 'frame'>, seen: readonly Seen[]): string {
  const [height, width] = frame
  const path = outlines(seen, frame)
  const line = Math.max(1, Math.round(Math.min(height, width) / 100))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" fill="none">` +
    `<path d="${path}" stroke="black" stroke-opacity=".6" stroke-width="${2 * line}"/>` +
    `<path d="${path}" stroke="white" stroke-width="${line}"/></svg>`
}

/** For a page, whose style sheet says how wide the lines are. */
function drawing ([height, width]: readonly number[], path: string, kind: string): Html {
  return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true" class="${kind}">
<path class="under" d="${path}"/><path class="line" d="${path}"/></svg>`
}

function outlines (seen: readonly Seen[], frame: readonly number[]): string {
  return seen.map(({ layer: { where }, piece }) => outline(where, piece, frame)).join('')
}

/** What surrounds a region, as a path; nothing for a region that is everywhere or empty. */
export function outline (
  where: Region | undefined, piece: number, frame: readonly number[]
): string {
  if (where?.kind === 'boxes') return boxPath(where, piece, frame)
  return where?.kind === 'mask' ? maskPath(where, piece, frame) : ''
}

function boxPath (where: Boxes, piece: number, frame: readonly number[]): string {
  const [[top, bottom], [left, right]] = ['height', 'width'].map((axis, a) => {
    const k = where.axes.indexOf(axis)
    const first = (where.start.length === where.axes.length ? 0 : piece) * where.axes.length
    return k < 0 ? [0, frame[a]] : [where.start[first + k], where.end[first + k]]
  })
  return rectanglePath([top, left, bottom, right])
}

/** The outline of a rectangle; nothing for an empty one. */
export function rectanglePath ([top, left, bottom, right]: Rectangle): string {
  return top < bottom && left < right ? `M${left} ${top}H${right}V${bottom}H${left}Z` : ''
}

/** The edges between cells that are seen by half or more and those that are not. */
function maskPath (where: Mask, piece: number, frame: readonly number[]): string {
  const { levels, of, grid, axes, tiled } = where
  if (!(levels instanceof Uint8Array)) return ''
  const size = grid.reduce((product, cells) => product * cells, 1)
  const first = levels.length === size ? 0 : piece * size
  const cells = ['height', 'width'].map(axis => axes.includes(axis) ? grid[axes.indexOf(axis)] : 1)
  const along = (a: number, position: number): number =>
    tiled === true ? position % cells[a] : Math.floor(position * cells[a] / frame[a])
  const shows = (y: number, x: number): boolean =>
    levels[first + along(0, y) * cells[1] + along(1, x)] / of >= 0.5
  const edges: string[] = []
  for (let y = 0; y < frame[0]; y++) {
    for (let x = 0; x < frame[1]; x++) {
      if (x > 0 && shows(y, x) !== shows(y, x - 1)) edges.push(`M${x} ${y}v1`)
      if (y > 0 && shows(y, x) !== shows(y - 1, x)) edges.push(`M${x} ${y}h1`)
    }
  }
  return edges.join('')
}
