import { dot } from './row-dots'
import { clear } from './runs'

/** `out[i, j] = x[i, columns[i, j]]`, of `count` columns a row; `width` is that of a row of x. */
export function takeColumns (
  out: usize, x: usize, columns: usize, size: usize, count: usize, width: usize
): void {
  for (let i: usize = 0; i < size; i++) {
    for (let j: usize = 0; j < count; j++)
      store<f32>(out + 4 * j, load<f32>(x + 4 * <usize>load<u32>(columns + 4 * j)))
    out += 4 * count
    columns += 4 * count
    x += 4 * width
  }
}

/** Its transpose: `out[i, columns[i, j]] += x[i, j]`; `width` is that of a row of what is made. */
export function spreadColumns (
  out: usize, x: usize, columns: usize, size: usize, count: usize, width: usize
): void {
  clear(out, 4 * size * width)
  for (let i: usize = 0; i < size; i++) {
    for (let j: usize = 0; j < count; j++) {
      const at = out + 4 * <usize>load<u32>(columns + 4 * j)
      store<f32>(at, load<f32>(at) + load<f32>(x + 4 * j))
    }
    x += 4 * count
    columns += 4 * count
    out += 4 * width
  }
}

/** `out[p] = x[left[p]] · x[right[p]]` */
export function pairDots (
  out: usize, x: usize, left: usize, right: usize, count: usize, bytes: usize
): void {
  for (let p: usize = 0; p < count; p++) {
    const first: usize = load<u32>(left + 4 * p)
    const second: usize = load<u32>(right + 4 * p)
    store<f32>(out + 4 * p, dot(x + first * bytes, x + second * bytes, bytes))
  }
}
