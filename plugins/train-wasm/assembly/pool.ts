/** A vector of 4 channels, or one alone, where fewer than 4 are left. */
@inline
function take (at: usize, alone: bool): v128 {
  return alone ? v128.load32_zero(at) : v128.load(at)
}

@inline
function put (at: usize, value: v128, alone: bool): void {
  if (alone) v128.store_lane<f32>(at, value, 0)
  else v128.store(at, value)
}

/**
 * Adds the gradient of a line of the output of max pooling to the largest value of every window,
 * the first of them if there are several.
 *
 * @param x - the first line of the windows that lies inside
 * @param dx - where that line is in the gradient
 * @param planes - how many planes of the windows lie inside, `planeStep` apart
 * @param rows - how many of their lines lie inside, `rowStep` apart
 * @param left - where the first window begins, in pixels; below 0 in padding
 * @param stride - from window to window, in pixels
 * @param dilation - from tap to tap, in pixels
 * @param width - of a line of `x`, in pixels
 */
export function maxPoolLine (
  dx: usize, x: usize, planes: usize, planeStep: usize, rows: usize, rowStep: usize,
  dy: usize, pixels: i32, left: i32, stride: i32, taps: i32, dilation: i32, width: i32,
  channels: usize
): void {
  const bytes = channels << 2
  const wide = bytes & ~15
  const tapStep = <usize>dilation * bytes
  for (let pixel = 0; pixel < pixels; pixel++) {
    const first = left < 0 ? (dilation - 1 - left) / dilation : 0
    const inside = left < width ? min(taps, (width - 1 - left) / dilation + 1) : 0
    const count = <usize>max(inside - first, 0)
    const start = <usize>(left + first * dilation) * bytes
    for (let at: usize = 0; at < wide; at += 16) {
      window(dx + start + at, x + start + at, planes, planeStep, rows, rowStep, count, tapStep,
        dy + at, false)
    }
    for (let at = wide; at < bytes; at += 4) {
      window(dx + start + at, x + start + at, planes, planeStep, rows, rowStep, count, tapStep,
        dy + at, true)
    }
    left += stride
    dy += bytes
  }
}

@inline
function window (
  dx: usize, x: usize, planes: usize, planeStep: usize, rows: usize, rowStep: usize,
  taps: usize, tapStep: usize, dy: usize, alone: bool
): void {
  let best = f32x4.splat(-f32.MAX_VALUE)
  for (let plane: usize = 0; plane < planes; plane++) {
    for (let row: usize = 0; row < rows; row++) {
      let from = x + plane * planeStep + row * rowStep
      for (let tap: usize = 0; tap < taps; tap++) {
        best = f32x4.pmax(best, take(from, alone))
        from += tapStep
      }
    }
  }
  let left = f32x4.eq(best, best)
  const given = take(dy, alone)
  for (let plane: usize = 0; plane < planes; plane++) {
    for (let row: usize = 0; row < rows; row++) {
      let at = plane * planeStep + row * rowStep
      for (let tap: usize = 0; tap < taps; tap++) {
        const hit = v128.and(left, f32x4.eq(take(x + at, alone), best))
        put(dx + at, f32x4.add(take(dx + at, alone), v128.and(given, hit)), alone)
        left = v128.andnot(left, hit)
        at += tapStep
      }
    }
  }
}
