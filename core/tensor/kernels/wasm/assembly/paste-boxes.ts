import { copy, isWide, lay, surround } from './runs'

/**
 * Every output, by its turn, is a base row with a box of a source row over it. A step along each of
 * `axes` axes is `strides` bytes; `start` and `end` are `[size or 1, axes]`.
 *
 * @param turns - which output comes when, `[size]`
 * @param shared - one box serves all
 * @param kept - how strongly the base is seen in the box, `[size]`; `shown`: the source
 */
export function pasteBoxes (
  out: usize, bases: usize, sources: usize, kept: usize, shown: usize, start: usize, end: usize,
  strides: usize, turns: usize, axes: usize, shared: bool, size: usize, bytes: usize
): void {
  const step: usize = shared ? 0 : axes * 4
  for (let turn: usize = 0; turn < size; turn++) {
    const i: usize = load<u32>(turns + turn * 4)
    const row = out + i * bytes
    const base: usize = load<u32>(bases + i * 4)
    const a = load<f32>(kept + i * 4)
    const b = load<f32>(shown + i * 4)
    let done: usize = 0
    if (holds(start + i * step, end + i * step, axes)) {
      done = paste(row, base, load<u32>(sources + i * 4), a, b, start + i * step, end + i * step,
        strides, axes, 0, 0)
    }
    // A box over what is there already leaves the rest of it.
    if (base !== row) copy(row + done, base + done, bytes - done)
  }
}

/** Whether a box holds anything. */
function holds (start: usize, end: usize, axes: usize): bool {
  for (let axis: usize = 0; axis < axes * 4; axis += 4) {
    if (load<u32>(start + axis) === load<u32>(end + axis)) return false
  }
  return true
}

/**
 * Paints the part of a box that lies at `at`, and the base from `done` on up to there.
 *
 * @returns where the next part of the base begins
 */
function paste (
  out: usize, base: usize, source: usize, a: f32, b: f32, start: usize, end: usize,
  strides: usize, axes: usize, at: usize, done: usize
): usize {
  const stride: usize = load<u32>(strides)
  const low = at + load<u32>(start) * stride
  const high = at + load<u32>(end) * stride
  if (axes === 1) {
    if (base !== out) copy(out + done, base + done, low - done)
    lay(out + low, base + low, a, source + low, b, b === 1 && a === 0, high - low)
    return high
  }
  if (axes === 2) {
    if (base !== out) copy(out + done, base + done, low - done)
    const step: usize = load<u32>(strides, 4)
    const left = <usize>load<u32>(start, 4) * step
    const right = <usize>load<u32>(end, 4) * step
    for (let next = low; next < high; next += stride) {
      line(out + next, base + next, source + next, a, b, left, right, stride)
    }
    return high
  }
  for (let next = low; next < high; next += stride) {
    done = paste(out, base, source, a, b, start + 4, end + 4, strides + 4, axes - 1, next, done)
  }
  return done
}

/** A line of the base with the bytes from `left` to `right` of one of the source over it. */
function line (
  out: usize, base: usize, source: usize, a: f32, b: f32, left: usize, right: usize, bytes: usize
): void {
  const copies = b === 1 && a === 0
  if (base !== out) {
    if (copies && isWide(right - left, bytes)) {
      copy(out, source, bytes)
      surround(out, base, left, right, bytes)
      return
    }
    surround(out, base, left, right, bytes)
  }
  lay(out + left, base + left, a, source + left, b, copies, right - left)
}
