/**
 * Parts of pictures made to fit a box, one axis after the other. A plan of an axis lists for every
 * position two places that it looks at, in bytes, and by how much: `[low, high, a, b]`, 16 bytes.
 */

import { clear, copy, mix, mixed } from './runs'

/** Bytes of an entry of a plan. */
export const LOOK: usize = 16

/**
 * Resamples a picture into one line of its box.
 *
 * @param down - what the line looks at, in the plan of lines
 * @param right - the plan of `width` positions in a line, from the first byte of the part
 * @param span - bytes of a line of the part
 * @param line - memory for `span` and 16 bytes
 */
export function resampleLine (
  out: usize, source: usize, down: usize, right: usize, width: usize, span: usize, cell: usize,
  line: usize, looks: bool
): void {
  const top = source + <usize>load<u32>(down)
  if (!looks) return pick(out, top, right, width, cell)
  const bottom = source + <usize>load<u32>(down, 4)
  const a = load<f32>(down, 8)
  const b = load<f32>(down, 12)
  if (top === bottom && a === 1) across(out, top, right, width, cell)
  else if (cell === 12) acrossBoth(out, top, a, bottom, b, right, width)
  else {
    mix(line, top, a, bottom, b, span)
    across(out, line, right, width, cell)
  }
}

/** Cells of a line, each mixed of two. */
function across (out: usize, line: usize, right: usize, width: usize, cell: usize): void {
  const end = right + width * LOOK
  if (cell === 12) {
    for (; right + LOOK < end; right += LOOK) {
      v128.store(out, looked(line, right))
      out += 12
    }
    return storeThree(out, looked(line, right))
  }
  for (; right < end; right += LOOK) {
    mix(out, line + <usize>load<u32>(right), load<f32>(right, 8),
      line + <usize>load<u32>(right, 4), load<f32>(right, 12), cell)
    out += cell
  }
}

/** Cells of three numbers, each mixed of two of both lines, lines first. */
function acrossBoth (
  out: usize, top: usize, a: f32, bottom: usize, b: f32, right: usize, width: usize
): void {
  const first = f32x4.splat(a)
  const second = f32x4.splat(b)
  const end = right + width * LOOK
  for (; right + LOOK < end; right += LOOK) {
    v128.store(out, lookedBoth(top, first, bottom, second, right))
    out += 12
  }
  storeThree(out, lookedBoth(top, first, bottom, second, right))
}

@inline
function looked (line: usize, right: usize): v128 {
  return mixed(v128.load(line + <usize>load<u32>(right)), v128.load32_splat(right, 8),
    v128.load(line + <usize>load<u32>(right, 4)), v128.load32_splat(right, 12))
}

@inline
function lookedBoth (top: usize, a: v128, bottom: usize, b: v128, right: usize): v128 {
  const low: usize = load<u32>(right)
  const high: usize = load<u32>(right, 4)
  return mixed(
    mixed(v128.load(top + low), a, v128.load(bottom + low), b), v128.load32_splat(right, 8),
    mixed(v128.load(top + high), a, v128.load(bottom + high), b), v128.load32_splat(right, 12))
}

/** Cells of a line as they are. */
function pick (out: usize, line: usize, right: usize, width: usize, cell: usize): void {
  const end = right + width * LOOK
  if (cell === 12) {
    for (; right + LOOK < end; right += LOOK) {
      v128.store(out, v128.load(line + <usize>load<u32>(right)))
      out += 12
    }
    return storeThree(out, v128.load(line + <usize>load<u32>(right)))
  }
  for (; right < end; right += LOOK) {
    copy(out, line + <usize>load<u32>(right), cell)
    out += cell
  }
}

/**
 * A cell of three numbers, and no more. A vector holds a number beyond it, which the next cell is
 * written over; what a line ends on is not.
 */
@inline
function storeThree (out: usize, x: v128): void {
  v128.store64_lane(out, x, 0)
  v128.store32_lane(out, x, 2, 8)
}

/**
 * The transpose of resampling by two looks: adds what the cells of a box hold, by `factor`, to the
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
    for (let place = right, end = right + width * LOOK; place < end; place += LOOK) {
      gather(line + <usize>load<u32>(place), x, load<f32>(place, 8) * factor, cell)
      gather(line + <usize>load<u32>(place, 4), x, load<f32>(place, 12) * factor, cell)
      x += cell
    }
    const top = source + <usize>load<u32>(down)
    const bottom = source + <usize>load<u32>(down, 4)
    mix(top, top, 1, line, load<f32>(down, 8), span)
    mix(bottom, bottom, 1, line, load<f32>(down, 12), span)
    down += LOOK
    box += boxStride
  }
}

@inline
function gather (to: usize, x: usize, a: f32, cell: usize): void {
  for (let at: usize = 0; at < cell; at += 4) {
    store<f32>(to + at, load<f32>(to + at) + load<f32>(x + at) * a)
  }
}
