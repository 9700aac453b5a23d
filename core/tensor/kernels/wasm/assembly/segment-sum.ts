import { add, clear } from './runs'

/** `out[s] = Σ x[i]` over the rows i with `segments[i] = s`; rows of no segment are left out. */
export function segmentSum (
  out: usize, x: usize, segments: usize, count: usize, size: usize, bytes: usize
): void {
  clear(out, size * bytes)
  for (let i: usize = 0; i < count; i++) {
    const segment: usize = load<u32>(segments + i * 4)
    if (segment < size) add(out + segment * bytes, x, 1, bytes)
    x += bytes
  }
}
