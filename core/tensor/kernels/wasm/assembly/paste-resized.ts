import { copy } from './runs'
import { fade, resample, spread } from './resample'

/**
 * What an output needs, in 32-bit words: row of the base, part of the source, first byte of the box
 * in a row, rows and cells of the box, bytes in a row of the part, the plans of both axes, from the
 * first plan, and how strongly base and source are seen (two floats).
 */
const RECORD: usize = 40

/**
 * Every output is a base row with a resized part of a source row in a box.
 *
 * @param records - of all outputs
 * @param stride - bytes of a row of cells in the base, `lines` of them
 * @param cell - bytes of a cell
 * @param line - memory for the longest row of a part, and 16 bytes
 * @param looks - cells are mixed of two along each axis, not picked
 */
export function pasteResized (
  out: usize, records: usize, plans: usize, size: usize, stride: usize, lines: usize, cell: usize,
  line: usize, looks: bool
): void {
  for (let i: usize = 0; i < size; i++) {
    const base: usize = load<u32>(records)
    const first: usize = load<u32>(records, 8)
    const height: usize = load<u32>(records, 12)
    const width: usize = load<u32>(records, 16)
    const kept = load<f32>(records, 32)
    const run = width * cell
    if (height === 0 || width === 0) {
      if (base !== out) copy(out, base, stride * lines)
    } else {
      if (base !== out) around(out, base, first, height, run, stride, stride * lines)
      resample(out + first, stride, load<u32>(records, 4), plans + <usize>load<u32>(records, 24),
        height, plans + <usize>load<u32>(records, 28), width, load<u32>(records, 20), cell, line,
        looks)
      if (kept !== 0 || load<f32>(records, 36) !== 1) {
        fade(out + first, base + first, stride, height, run, kept, load<f32>(records, 36))
      }
    }
    records += RECORD
    out += stride * lines
  }
}

/** The base but for its box. */
function around (
  out: usize, base: usize, first: usize, height: usize, run: usize, stride: usize, bytes: usize
): void {
  let done: usize = 0
  for (let y: usize = 0; y < height; y++) {
    copy(out + done, base + done, first - done)
    done = first + run
    first += stride
  }
  copy(out + done, base + done, bytes - done)
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
