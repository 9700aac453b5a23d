import { copy, isWide, lay, surround } from './runs'

/** Two outputs are made at once in parts of so many bytes: such parts lie in the nearest cache. */
const PART: usize = 4096

/**
 * Every output is a base row with a box of a source row over it. A step along each of `axes` axes
 * is `strides` bytes; `start` and `end` are `[size or 1, axes]`.
 *
 * @param kept - how strongly the base is seen in the box, `[size]`; `shown`: the source
 * @param pairs - two outputs that are made at once, `[count, 2]`; one alone stands twice
 * @param shared - one box serves all
 */
export function pasteBoxes (
  out: usize, bases: usize, sources: usize, kept: usize, shown: usize, start: usize, end: usize,
  strides: usize, pairs: usize, axes: usize, shared: bool, count: usize, bytes: usize
): void {
  const step: usize = shared ? 0 : axes * 4
  const line: usize = load<u32>(strides)
  const last = pairs + count * 8
  for (; pairs < last; pairs += 8) {
    const i: usize = load<u32>(pairs)
    const j: usize = load<u32>(pairs, 4)
    const both = i !== j
    const part = both ? PART - (line < PART ? PART % line : 0) : bytes
    for (let from: usize = 0; from < bytes; from += part) {
      const to = min(from + part, bytes)
      paint(out + i * bytes, load<u32>(bases + i * 4), load<u32>(sources + i * 4),
        load<f32>(kept + i * 4), load<f32>(shown + i * 4), start + i * step, end + i * step,
        strides, axes, from, to, both)
      if (both) {
        paint(out + j * bytes, load<u32>(bases + j * 4), load<u32>(sources + j * 4),
          load<f32>(kept + j * 4), load<f32>(shown + j * 4), start + j * step, end + j * step,
          strides, axes, from, to, both)
      }
    }
  }
}

/** Bytes `from` … `to` of an output. */
function paint (
  out: usize, base: usize, source: usize, a: f32, b: f32, start: usize, end: usize,
  strides: usize, axes: usize, from: usize, to: usize, both: bool
): void {
  const stride: usize = load<u32>(strides)
  const apart = to <= stride * <usize>load<u32>(start) || from >= stride * <usize>load<u32>(end)
  // What is not seen takes no part
  if (!apart && b !== 0 && holds(start, end, axes)) {
    paste(out, base, source, a, b, start, end, strides, axes, 0, from, to, both)
  } else if (base !== out) {
    copy(out + from, base + from, to - from)
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
 * Paints what lies between `from` and `to` of a box, whose part begins at `at`, and the base around
 * it. A box over what is there already leaves the rest of it.
 */
function paste (
  out: usize, base: usize, source: usize, a: f32, b: f32, start: usize, end: usize,
  strides: usize, axes: usize, at: usize, from: usize, to: usize, both: bool
): void {
  const stride: usize = load<u32>(strides)
  const low = within(at + load<u32>(start) * stride, from, to)
  const high = within(at + load<u32>(end) * stride, from, to)
  if (axes === 1) {
    line(out, base, source, a, b, low, high, from, to, both)
    return
  }
  if (base !== out) copy(out + from, base + from, low - from)
  for (let next = low - (low - at) % stride; next < high; next += stride) {
    paste(out, base, source, a, b, start + 4, end + 4, strides + 4, axes - 1, next,
      max(next, low), min(next + stride, high), both)
  }
  if (base !== out) copy(out + high, base + high, to - high)
}

@inline
function within (at: usize, from: usize, to: usize): usize {
  return min(max(at, from), to)
}

/**
 * A run of the base with the bytes from `left` to `right` of one of the source over it. A source
 * that another output is made of at once is read whole, as one stream.
 */
function line (
  out: usize, base: usize, source: usize, a: f32, b: f32, left: usize, right: usize,
  from: usize, to: usize, both: bool
): void {
  const copies = b === 1 && a === 0
  if (base !== out) {
    if (copies && left < right && (both || isWide(right - left, to - from))) {
      copy(out + from, source + from, to - from)
      copy(out + from, base + from, left - from)
      copy(out + right, base + right, to - right)
      return
    }
    surround(out + from, base + from, left - from, right - from, to - from)
  }
  lay(out + left, base + left, a, source + left, b, copies, right - left)
}
