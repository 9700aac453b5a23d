import { dot } from './row-dots'

/** `out[i] = x[i] / max(‖x[i]‖, epsilon)` */
export function normalizeRows (
  out: usize, x: usize, size: usize, bytes: usize, epsilon: f32
): void {
  for (let i: usize = 0; i < size; i++) {
    const length = max(sqrt(dot(x, x, bytes)), epsilon)
    const lengths = f32x4.splat(length)
    const end = x + bytes
    while (x + 16 <= end) {
      v128.store(out, f32x4.div(v128.load(x), lengths))
      x += 16
      out += 16
    }
    while (x < end) {
      store<f32>(out, load<f32>(x) / length)
      x += 4
      out += 4
    }
  }
}
