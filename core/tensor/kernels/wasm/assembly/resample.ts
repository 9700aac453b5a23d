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
 * @param step - bytes between the places of two positions, if all are as far apart; or 0
 */
export function resampleLine (
  out: usize, source: usize, down: usize, right: usize, width: usize, span: usize, cell: usize,
  line: usize, looks: bool, step: usize
): void {
  const top = source + <usize>load<u32>(down)
  if (!looks) {
    // As many as there are is all of them
    if (span === width * cell) copy(out, top, span)
    else pick(out, top, right, width, cell)
    return
  }
  const bottom = source + <usize>load<u32>(down, 4)
  const a = load<f32>(down, 8)
  const b = load<f32>(down, 12)
  if (top === bottom && a === 1) across(out, top, right, width, cell)
  else if (cell === 12 && step > 0) acrossEvenly(out, top, a, bottom, b, right, width, step)
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

/** The same where positions are as far apart, and all look alike. */
function acrossEvenly (
  out: usize, top: usize, a: f32, bottom: usize, b: f32, right: usize, width: usize, step: usize
): void {
  const first = f32x4.splat(a)
  const second = f32x4.splat(b)
  const left = v128.load32_splat(right, 8)
  const beside = v128.load32_splat(right, 12)
  const low: usize = load<u32>(right)
  const apart = <usize>load<u32>(right, 4) - low
  top += low
  bottom += low
  for (const end = out + (width - 1) * 12; out < end; out += 12) {
    v128.store(out, lookedEvenly(top, first, bottom, second, apart, left, beside))
    top += step
    bottom += step
  }
  storeThree(out, lookedEvenly(top, first, bottom, second, apart, left, beside))
}

/** How far positions are apart, in bytes, if all are and look alike, as by a whole factor; or 0. */
export function evenStep (right: usize, width: usize): usize {
  if (width < 2) return 0
  const step = load<u32>(right, <usize>LOOK) - load<u32>(right)
  const steps = i64x2.replace_lane(i32x4.splat(step), 1, 0)
  for (const last = right + (width - 1) * LOOK; right < last; right += LOOK) {
    const next = i32x4.add(v128.load(right), steps)
    if (!i32x4.all_true(i32x4.eq(v128.load(right, <usize>LOOK), next))) return 0
  }
  return step
}

@inline
function lookedEvenly (
  top: usize, a: v128, bottom: usize, b: v128, apart: usize, left: v128, beside: v128
): v128 {
  return mixed(
    mixed(v128.load(top), a, v128.load(bottom), b), left,
    mixed(v128.load(top + apart), a, v128.load(bottom + apart), b), beside)
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
