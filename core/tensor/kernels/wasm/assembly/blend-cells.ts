import { copy, mix, mixed } from './runs'

/**
 * `out = kept · base + shown · source`, cell by cell; a cell is `bytes` long. One that is not
 * shown is the base and one that is shown wholly the source, whatever the other holds.
 *
 * @param kept - 0: what is not shown
 */
export function blendCells (
  out: usize, base: usize, source: usize, shown: usize, kept: usize, cells: usize, bytes: usize
): void {
  const end = shown + cells * 4
  const nothing = f32x4.splat(0)
  while (shown + 16 <= end) {
    const s = v128.load(shown)
    const k = kept === 0 ? f32x4.sub(f32x4.splat(1), s) : v128.load(kept)
    const hidden = f32x4.eq(s, nothing)
    const whole = f32x4.eq(k, nothing)
    if (!v128.any_true(v128.or(hidden, whole)) && bytes === 12) {
      ofThree(out, base, source, s, k)
    } else if (i32x4.all_true(hidden) || i32x4.all_true(whole)) {
      const hides = i32x4.all_true(hidden)
      const run = hides || kept !== 0
        ? alike(hides ? shown : kept, 0, end - shown)
        : alike(shown, 1, end - shown)
      const length = run / 4 * bytes
      if (!hides) copy(out, source, length)
      else if (out !== base) copy(out, base, length)
      out += length
      base += length
      source += length
      shown += run
      if (kept !== 0) kept += run
      continue
    } else if (bytes === 12) {
      chosenOfThree(out, base, source, s, k)
    } else if (bytes === 4) {
      chosen(out, base, source, s, k)
    } else {
      for (let cell: usize = 0; cell < 4; cell++) {
        const at = cell * bytes
        const seen = load<f32>(shown + cell * 4)
        blendCell(out + at, base + at, source + at, seen,
          kept === 0 ? 1 - seen : load<f32>(kept + cell * 4), bytes)
      }
    }
    out += bytes * 4
    base += bytes * 4
    source += bytes * 4
    shown += 16
    if (kept !== 0) kept += 16
  }
  while (shown < end) {
    const s = load<f32>(shown)
    blendCell(out, base, source, s, kept === 0 ? 1 - s : load<f32>(kept), bytes)
    out += bytes
    base += bytes
    source += bytes
    shown += 4
    if (kept !== 0) kept += 4
  }
}

/** How far shares are one number from the first four on, four by four. */
@inline
function alike (shares: usize, number: f32, bytes: usize): usize {
  const all = f32x4.splat(number)
  let run: usize = 16
  while (run + 16 <= bytes && i32x4.all_true(f32x4.eq(v128.load(shares + run), all))) run += 16
  return run
}

@inline
function blendCell (
  out: usize, base: usize, source: usize, shown: f32, kept: f32, bytes: usize
): void {
  if (shown === 0) copy(out, base, bytes)
  else if (kept === 0) copy(out, source, bytes)
  else mix(out, base, kept, source, shown, bytes)
}

/**
 * Cells as levels of 1 show them. Long runs of one level are copied; where levels change often,
 * both rows are read whole, which is faster than short runs of each.
 */
export function layRuns (
  out: usize, base: usize, source: usize, levels: usize, cells: usize, bytes: usize
): void {
  const end = levels + cells
  while (levels < end) {
    const level = load<u8>(levels)
    const alike = i8x16.splat(level)
    let next = levels + 1
    while (next + 16 <= end && i8x16.all_true(i8x16.eq(v128.load(next), alike))) next += 16
    while (next < end && load<u8>(next) === level) next++
    if (bytes === 12 && next - levels < LONG && levels + 16 <= end) {
      const some = v128.load(levels)
      if (!v128.any_true(i8x16.gt_u(some, i8x16.splat(1)))) {
        chooseThree(out, base, source, i8x16.neg(some))
        levels += 16
        out += 192
        base += 192
        source += 192
        continue
      }
    }
    const length = (next - levels) * bytes
    if (level === 1) copy(out, source, length)
    else if (level > 1) mix(out, base, 1 - <f32>level, source, <f32>level, length)
    else if (out !== base) copy(out, base, length)
    out += length
    base += length
    source += length
    levels = next
  }
}

/** Cells of a run that is worth a copy. */
const LONG: usize = 128

/** Sixteen cells of three numbers: of the source where a byte is 255, of the base where it is 0. */
@inline
function chooseThree (out: usize, base: usize, source: usize, seen: v128): void {
  for (let k: usize = 0; k < 192; k += 48) {
    choose(out + k, base + k, source + k, fourth(seen, 0))
    choose(out + k + 16, base + k + 16, source + k + 16, fourth(seen, 1))
    choose(out + k + 32, base + k + 32, source + k + 32, fourth(seen, 2))
    seen = i8x16.shuffle(seen, seen, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3)
  }
}

@inline
function choose (out: usize, base: usize, source: usize, seen: v128): void {
  v128.store(out, v128.bitselect(v128.load(source), v128.load(base), seen))
}

/** A byte for each of the first four cells as bits for the channels of three: vector 0, 1 or 2. */
@inline
function fourth (x: v128, which: i32): v128 {
  return which === 0
    ? i8x16.shuffle(x, x, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1)
    : which === 1
      ? i8x16.shuffle(x, x, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2)
      : i8x16.shuffle(x, x, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)
}

/** Cells of any bytes, each of the base or of the source. */
export function chooseCells (
  out: usize, base: usize, source: usize, shown: usize, cells: usize, bytes: usize
): void {
  for (const end = shown + cells * 4; shown < end; shown += 4) {
    copy(out, load<f32>(shown) === 0 ? base : source, bytes)
    out += bytes
    base += bytes
    source += bytes
  }
}

/** Four numbers of four cells, or of fewer. */
@inline
function chosen (out: usize, base: usize, source: usize, shown: v128, kept: v128): void {
  const b = v128.load(base)
  const s = v128.load(source)
  const both = mixed(b, kept, s, shown)
  const nothing = f32x4.splat(0)
  const part = v128.bitselect(b, both, f32x4.eq(shown, nothing))
  v128.store(out, v128.bitselect(s, part, f32x4.eq(kept, nothing)))
}

/** A number for each of four cells as numbers for the channels of three: vector 0, 1 or 2. */
@inline
function thirds (x: v128, which: i32): v128 {
  return which === 0
    ? i8x16.shuffle(x, x, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7)
    : which === 1
      ? i8x16.shuffle(x, x, 4, 5, 6, 7, 4, 5, 6, 7, 8, 9, 10, 11, 8, 9, 10, 11)
      : i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15)
}

/**
 * `out = (1 - m) · base + m · source` for every cell: shares that nobody has looked at all multiply.
 */
export function mixCells (
  out: usize, base: usize, source: usize, shares: usize, cells: usize, bytes: usize
): void {
  const end = shares + cells * 4
  const whole = f32x4.splat(1)
  while (shares + 16 <= end) {
    const s = v128.load(shares)
    const k = f32x4.sub(whole, s)
    if (bytes === 12) {
      ofThree(out, base, source, s, k)
    } else if (bytes === 4) {
      each(out, base, source, s, k)
    } else {
      for (let cell: usize = 0; cell < 4; cell++) {
        const share = load<f32>(shares + cell * 4)
        mix(out + cell * bytes, base + cell * bytes, 1 - share, source + cell * bytes, share, bytes)
      }
    }
    out += bytes * 4
    base += bytes * 4
    source += bytes * 4
    shares += 16
  }
  while (shares < end) {
    const share = load<f32>(shares)
    mix(out, base, 1 - share, source, share, bytes)
    out += bytes
    base += bytes
    source += bytes
    shares += 4
  }
}

@inline
function each (out: usize, base: usize, source: usize, shown: v128, kept: v128): void {
  v128.store(out, mixed(v128.load(base), kept, v128.load(source), shown))
}

/** Four cells of three channels. */
@inline
export function ofThree (out: usize, base: usize, source: usize, shown: v128, kept: v128): void {
  each(out, base, source, thirds(shown, 0), thirds(kept, 0))
  each(out + 16, base + 16, source + 16, thirds(shown, 1), thirds(kept, 1))
  each(out + 32, base + 32, source + 32, thirds(shown, 2), thirds(kept, 2))
}

/** Four cells of three channels, each of which may be hidden, or be all that is seen. */
@inline
export function chosenOfThree (
  out: usize, base: usize, source: usize, shown: v128, kept: v128
): void {
  chosen(out, base, source, thirds(shown, 0), thirds(kept, 0))
  chosen(out + 16, base + 16, source + 16, thirds(shown, 1), thirds(kept, 1))
  chosen(out + 32, base + 32, source + 32, thirds(shown, 2), thirds(kept, 2))
}
