/**
 * What one line of the output adds to the gradient of a line of the filter:
 * `dw[tap, channel] += Σ x[pixel * step + tap] · dy[pixel, channel]`.
 *
 * @param step - from pixel to pixel of `x`, in bytes
 * @param taps - a multiple of 4
 * @param channels - a multiple of 8
 */
export function filterLine (
  dw: usize, x: usize, dy: usize, pixels: usize, step: usize, taps: usize, channels: usize
): void {
  const width = channels << 2
  for (let channel: usize = 0; channel < width; channel += 32) {
    for (let tap: usize = 0; tap < taps; tap += 4) {
      const to = dw + tap * width + channel
      let a0 = v128.load(to)
      let a1 = v128.load(to, 16)
      let b0 = v128.load(to + width)
      let b1 = v128.load(to + width, 16)
      let c0 = v128.load(to + 2 * width)
      let c1 = v128.load(to + 2 * width, 16)
      let d0 = v128.load(to + 3 * width)
      let d1 = v128.load(to + 3 * width, 16)
      let from = x + (tap << 2)
      let seen = dy + channel
      for (let pixel: usize = 0; pixel < pixels; pixel++) {
        const y0 = v128.load(seen)
        const y1 = v128.load(seen, 16)
        const a = v128.load32_splat(from)
        a0 = f32x4.add(a0, f32x4.mul(a, y0))
        a1 = f32x4.add(a1, f32x4.mul(a, y1))
        const b = v128.load32_splat(from, 4)
        b0 = f32x4.add(b0, f32x4.mul(b, y0))
        b1 = f32x4.add(b1, f32x4.mul(b, y1))
        const c = v128.load32_splat(from, 8)
        c0 = f32x4.add(c0, f32x4.mul(c, y0))
        c1 = f32x4.add(c1, f32x4.mul(c, y1))
        const d = v128.load32_splat(from, 12)
        d0 = f32x4.add(d0, f32x4.mul(d, y0))
        d1 = f32x4.add(d1, f32x4.mul(d, y1))
        from += step
        seen += width
      }
      v128.store(to, a0)
      v128.store(to, a1, 16)
      v128.store(to + width, b0)
      v128.store(to + width, b1, 16)
      v128.store(to + 2 * width, c0)
      v128.store(to + 2 * width, c1, 16)
      v128.store(to + 3 * width, d0)
      v128.store(to + 3 * width, d1, 16)
    }
  }
}

/**
 * What one line of the output adds to the gradient of a line of the input:
 * `dx[pixel * step + tap] += Σ w[tap, channel] · dy[pixel, channel]`.
 *
 * @param w - a line of the filter as `packFilter` writes it
 * @param pixels - a multiple of 4
 * @param step - from pixel to pixel of `dx`, in bytes
 * @param taps - a multiple of 8
 */
export function inputLine (
  dx: usize, w: usize, dy: usize, pixels: usize, step: usize, taps: usize, channels: usize
): void {
  const width = channels << 2
  for (let tap: usize = 0; tap < taps; tap += 8) {
    let seen = dy
    let to = dx + (tap << 2)
    for (let pixel: usize = 0; pixel < pixels; pixel += 4) {
      let a0 = f32x4.splat(0)
      let a1 = a0
      let b0 = a0
      let b1 = a0
      let c0 = a0
      let c1 = a0
      let d0 = a0
      let d1 = a0
      const next = seen + 2 * width
      let weight = w
      for (let channel: usize = 0; channel < width; channel += 4) {
        const w0 = v128.load(weight)
        const w1 = v128.load(weight, 16)
        const a = v128.load32_splat(seen + channel)
        a0 = f32x4.add(a0, f32x4.mul(a, w0))
        a1 = f32x4.add(a1, f32x4.mul(a, w1))
        const b = v128.load32_splat(seen + width + channel)
        b0 = f32x4.add(b0, f32x4.mul(b, w0))
        b1 = f32x4.add(b1, f32x4.mul(b, w1))
        const c = v128.load32_splat(next + channel)
        c0 = f32x4.add(c0, f32x4.mul(c, w0))
        c1 = f32x4.add(c1, f32x4.mul(c, w1))
        const d = v128.load32_splat(next + width + channel)
        d0 = f32x4.add(d0, f32x4.mul(d, w0))
        d1 = f32x4.add(d1, f32x4.mul(d, w1))
        weight += 32
      }
      // One after the other: taps of neighbouring pixels fall on the same places.
      to = added(to, step, a0, a1)
      to = added(to, step, b0, b1)
      to = added(to, step, c0, c1)
      to = added(to, step, d0, d1)
      seen = next + 2 * width
    }
    w += width << 3
  }
}

@inline
function added (to: usize, step: usize, low: v128, high: v128): usize {
  v128.store(to, f32x4.add(v128.load(to), low))
  v128.store(to, f32x4.add(v128.load(to, 16), high), 16)
  return to + step
}
