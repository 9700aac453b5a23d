/**
 * WGSL of where a position looks when `whole` cells are resized to `to`, as in `sampling.ts`: the
 * first cell, and how far beyond it. In whole numbers up to the last step, so that a place far
 * from 0 is as exact as one near it.
 *
 * @param wide - sides are so long that products of them need more than the 31 bits there are
 */
export function look (wide: boolean): string {
  return `
  struct Look { at : i32, beyond : f32 }
  ${wide ? bitByBit : atOnce}
  fn onCentres (position : i32, whole : i32, to : i32) -> Look {
    let edge = divided(2 * position + 1, whole, 2 * to);
    if (edge.y >= to) { return between(edge - vec2<i32>(0, to), 2 * to, whole); }
    if (edge.x == 0) { return Look(0, 0.0); }
    return between(edge + vec2<i32>(-1, to), 2 * to, whole);
  }
  fn onCorners (position : i32, whole : i32, to : i32) -> Look {
    let most = max(1, to - 1);
    return between(divided(position, whole - 1, most), most, whole);
  }
  fn nearest (position : i32, whole : i32, to : i32) -> Look {
    return Look(divided(position, whole, to).x, 0.0);
  }
  fn between (found : vec2<i32>, denominator : i32, whole : i32) -> Look {
    let at = min(found.x, whole - 1);
    return Look(at, select(f32(found.y) / f32(denominator), 0.0, at == whole - 1));
  }`
}

/** WGSL: `a * b / c` in whole numbers, and what is left. */
const atOnce = `
  fn divided (a : i32, b : i32, c : i32) -> vec2<i32> {
    let whole = a * b / c;
    return vec2<i32>(whole, a * b - whole * c);
  }`

/** The same where the product has no room. */
const bitByBit = `
  fn divided (a : i32, b : i32, c : i32) -> vec2<i32> {
    let once = vec2<i32>(b / c, b % c);
    var sum = vec2<i32>(0);
    for (var bit = 30; bit >= 0; bit--) {
      sum = 2 * sum + ((a >> u32(bit)) & 1) * once;
      let full = sum.y / c;
      sum += vec2<i32>(full, -full * c);
    }
    return sum;
  }`

/** Whether `look` must be wide, by what it looks at and what it is made for. */
export function isWide (from: readonly number[], to: readonly number[]): boolean {
  return Math.max(...from) * Math.max(...to) > 2 ** 29
}

/** The functions of `look`. */
export const looks = {
  nearest: 'nearest',
  bilinear: 'onCentres',
  'bilinear-corners': 'onCorners'
} as const

/**
 * WGSL of what looks along both axes see of an image that lies flat, `uniforms.channels` numbers a
 * cell: four cells, or fewer where some have no weight.
 *
 * @param image - the name of the array
 */
export function viewOf (image: string): string {
  return `
  fn view (cell : i32, side : i32, along : Look, across : Look, channel : i32) -> f32 {
    let upper = onLine(cell, across, channel);
    let lower = onLine(cell + select(0, side, along.beyond > 0.0), across, channel);
    return (1.0 - along.beyond) * upper + along.beyond * lower;
  }
  fn onLine (cell : i32, across : Look, channel : i32) -> f32 {
    let left = cell * uniforms.channels + channel;
    let right = left + select(0, uniforms.channels, across.beyond > 0.0);
    return (1.0 - across.beyond) * ${image}[left] + across.beyond * ${image}[right];
  }`
}
