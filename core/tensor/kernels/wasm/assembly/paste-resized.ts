import { copy, mix, surround, touch } from './runs'
import { LOOK, evenStep, resampleLine, spread } from './resample'

/**
 * What an output needs, in 32-bit words: row of the base, part of the source, first byte of the box
 * in a row, rows and cells of the box, bytes in a row of the part, the plans of both axes, from the
 * first plan, and how strongly base and source are seen (two floats).
 */
const RECORD: usize = 40

/**
 * Every output, by its turn, is a base row with a resized part of a source row in a box.
 *
 * @param records - of all outputs
 * @param turns - which output comes when, `[size]`
 * @param stride - bytes of a row of cells in the base, `lines` of them
 * @param cell - bytes of a cell
 * @param line - memory for the longest row of a part, and 16 bytes
 * @param looks - cells are mixed of two along each axis, not picked
 */
export function pasteResized (
  first: usize, records: usize, plans: usize, turns: usize, size: usize, stride: usize,
  lines: usize, cell: usize, line: usize, looks: bool
): void {
  let before: usize = 0
  for (let turn: usize = 0; turn < size; turn++) {
    const i: usize = load<u32>(turns + turn * 4)
    const out = first + i * stride * lines
    const record = records + i * RECORD
    const base: usize = load<u32>(record)
    const height: usize = load<u32>(record, 12)
    const width: usize = load<u32>(record, 16)
    // Of what has just been looked at, whole lines are in the cache still.
    const near = before === base
    before = load<u32>(record, 20) === stride ? load<u32>(record, 4) : 0
    if (height !== 0 && width !== 0) {
      const box: usize = load<u32>(record, 8)
      const left = box % stride
      const above = box - left
      const below = above + height * stride
      if (base !== out) {
        copy(out, base, above)
        copy(out + below, base + below, stride * lines - below)
      }
      band(out + above, base + above, record, plans, stride, left, cell, line, looks, near)
    } else if (base !== out) {
      copy(out, base, stride * lines)
    }
  }
}

/**
 * The lines of one output that a box lies in, whose first byte in them is `left`.
 *
 * @param near - the base is in the cache: a line is written from its first byte to its last. Else
 *   the base is copied whole, as one stream
 */
function band (
  out: usize, base: usize, record: usize, plans: usize, stride: usize, left: usize, cell: usize,
  line: usize, looks: bool, near: bool
): void {
  const source: usize = load<u32>(record, 4)
  const width: usize = load<u32>(record, 16)
  const span: usize = load<u32>(record, 20)
  const right = plans + <usize>load<u32>(record, 28)
  const kept = load<f32>(record, 32)
  const shown = load<f32>(record, 36)
  const run = width * cell
  const step = looks ? evenStep(right, width) : 0
  let down = plans + <usize>load<u32>(record, 24)
  for (const end = down + <usize>load<u32>(record, 12) * LOOK; down < end; down += LOOK) {
    fetch(source, down, end, span, line)
    if (base !== out) {
      if (near) copy(out, base, left)
      else surround(out, base, left, left + run, stride)
    }
    resampleLine(out + left, source, down, right, width, span, cell, line, looks, step)
    if (near && base !== out) {
      copy(out + left + run, base + left + run, stride - left - run)
    }
    if (kept !== 0 || shown !== 1) {
      mix(out + left, base + left, kept, out + left, shown, run)
    }
    out += stride
    base += stride
  }
}

/** Brings in the lines of the source from the one that is looked at next up to the one after it. */
@inline
function fetch (source: usize, down: usize, end: usize, span: usize, line: usize): void {
  const top: usize = load<u32>(down)
  const next: usize = down + LOOK < end ? load<u32>(down, <usize>LOOK) : top + span
  store<i32>(line, touch(source + top, next - top > 3 * span ? span : next - top))
}

/** Adds the boxes of all rows of `x` to the parts that they show, from `out` on, in their order. */
export function spreadResized (
  out: usize, x: usize, records: usize, plans: usize, size: usize, stride: usize, lines: usize,
  cell: usize, line: usize
): void {
  for (let i: usize = 0; i < size; i++) {
    spread(x + <usize>load<u32>(records, 8), stride, out + <usize>load<u32>(records, 4),
      plans + <usize>load<u32>(records, 24), load<u32>(records, 12),
      plans + <usize>load<u32>(records, 28), load<u32>(records, 16), load<u32>(records, 20), cell,
      line, load<f32>(records, 36))
    records += RECORD
    x += stride * lines
  }
}
