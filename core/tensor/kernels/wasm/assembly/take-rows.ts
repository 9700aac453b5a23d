import { copy } from './copy'

/** `out[i] = x[rows[i]]`, rows of `bytes` bytes. */
export function takeRows (out: usize, x: usize, rows: usize, count: usize, bytes: usize): void {
  for (let i: usize = 0; i < count; i++) {
    copy(out + i * bytes, x + <usize>load<u32>(rows + i * 4) * bytes, bytes)
  }
}
