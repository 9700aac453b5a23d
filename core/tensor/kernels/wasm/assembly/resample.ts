/**
 * Parts of pictures made to fit a box, one axis after the other. A plan of an axis lists for every
 * position two places that it looks at, in bytes, and by how much: `[low, high, a, b]`, 16 bytes.
 */

import { clear, copy, lay, mix } from './runs'

/**
 * Resamples one picture into its box.
 *
 * @param out - the first cell of the box; its rows are `outStride` apart
 * @param down - the plan of `height` positions in rows of the source
 * @param right - that of `width` positions in a row, from the first byte of the part
 * @param span - bytes of a row of the part
 * @param line - memory for `span` and 16 bytes
 */
export function resample (
  out: usize, outStride: usize, source: usize, down: usize, height: usize, right: usize,
  width: usize, span: usize, cell: usize, line: usize, looks: bool
): void {
  for (let y: usize = 0; y < height; y++) {
    const top = source + <usize>load<u32>(down)
    if (looks) {
      const a = load<f32>(down, 8)
      const b = load<f32>(down, 12)
      const bottom = source + <usize>load<u32>(down, 4)
      if (top === bottom && a === 1) across(out, top, right, width, cell)
      else {
        mix(line, top, a, bottom, b, span)
        across(out, line, right, width, cell)
      }
    } else {
      // As many as there are is all of them
      if (span === width * cell) copy(out, top, span)
      else pick(out, top, right, width, cell)
    }
    down += 16
    out += outStride
  }
}

/** Cells of a line, each mixed of two; what they end on is never written beyond. */
function across (out: usize, line: usize, right: usize, width: usize, cell: usize): void {
  const end = right + width * 16
  if (cell === 12) {
    // A vector holds a cell and a number more, which the next cell is written over.
    while (right + 16 < end) {
      v128.store(out, looked(line, right))
      right += 16
      out += 12
    }
  }
  while (right < end) {
    mix(out, line + <usize>load<u32>(right), load<f32>(right, 8),
      line + <usize>load<u32>(right, 4), load<f32>(right, 12), cell)
    right += 16
    out += cell
  }
}

@inline
function looked (line: usize, right: usize): v128 {
  const low = f32x4.mul(v128.load(line + <usize>load<u32>(right)), v128.load32_splat(right, 8))
  return f32x4.add(low,
    f32x4.mul(v128.load(line + <usize>load<u32>(right, 4)), v128.load32_splat(right, 12)))
}

/** Cells of a line as they are. */
function pick (out: usize, line: usize, right: usize, width: usize, cell: usize): void {
  const end = right + width * 16
  if (cell === 12) {
    while (right + 16 < end) {
      v128.store(out, v128.load(line + <usize>load<u32>(right)))
      right += 16
      out += 12
    }
  }
  while (right < end) {
    copy(out, line + <usize>load<u32>(right), cell)
    right += 16
    out += cell
  }
}

/**
 * The transpose of `resample` of two looks: adds what the cells of a box hold, by `factor`, to the
 * cells that they look at.
 *
 * @param line - memory for `span` bytes
 */
export function spread (
  box: usize, boxStride: usize, source: usize, down: usize, height: usize, right: usize,
  width: usize, span: usize, cell: usize, line: usize, factor: f32
): void {
  for (let y: usize = 0; y < height; y++) {
    clear(line, span)
    let x = box
    for (let place = right, end = right + width * 16; place < end; place += 16) {
      gather(line + <usize>load<u32>(place), x, load<f32>(place, 8) * factor, cell)
      gather(line + <usize>load<u32>(place, 4), x, load<f32>(place, 12) * factor, cell)
      x += cell
    }
    const top = source + <usize>load<u32>(down)
    const bottom = source + <usize>load<u32>(down, 4)
    mix(top, top, 1, line, load<f32>(down, 8), span)
    mix(bottom, bottom, 1, line, load<f32>(down, 12), span)
    down += 16
    box += boxStride
  }
}

@inline
function gather (to: usize, x: usize, a: f32, cell: usize): void {
  for (let at: usize = 0; at < cell; at += 4) {
    store<f32>(to + at, load<f32>(to + at) + load<f32>(x + at) * a)
  }
}

/** Lays a box of rows over what is there: `kept · base + shown · out`. */
export function fade (
  out: usize, base: usize, stride: usize, height: usize, bytes: usize, kept: f32, shown: f32
): void {
  for (let y: usize = 0; y < height; y++) {
    lay(out, base, kept, out, shown, false, bytes)
    out += stride
    base += stride
  }
}
