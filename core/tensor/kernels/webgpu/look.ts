/**
 * WGSL of where a position looks when `whole` cells are resized to `to`, as in `sampling.ts`: the
 * first cell, and how far beyond it. In whole numbers up to the last step, so that a place far
 * from 0 is as exact as one near it; sides may have 32,767 cells.
 */
export const look = `
  struct Look { at : i32, beyond : f32 }
  fn onCentres (position : i32, whole : i32, to : i32) -> Look {
    return between(max(0, (2 * position + 1) * whole - to), 2 * to, whole);
  }
  fn onCorners (position : i32, whole : i32, to : i32) -> Look {
    return between(position * (whole - 1), max(1, to - 1), whole);
  }
  fn nearest (position : i32, whole : i32, to : i32) -> Look {
    return Look(position * whole / to, 0.0);
  }
  fn between (numerator : i32, denominator : i32, whole : i32) -> Look {
    let at = min(numerator / denominator, whole - 1);
    let beyond = f32(numerator - at * denominator) / f32(denominator);
    return Look(at, select(beyond, 0.0, at == whole - 1));
  }`

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
