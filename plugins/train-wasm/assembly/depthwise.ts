/**
 * What one line of the output adds to the gradient of one tap of the filter:
 * `dw[channel] += Σ x[pixel * step + channel] · dy[pixel, channel]`.
 *
 * @param step - from pixel to pixel of `x`, in bytes
 * @param channels - a multiple of 4
 */
export function depthwiseFilterLine (
  dw: usize, x: usize, dy: usize, pixels: usize, step: usize, channels: usize
): void {
  const width = channels << 2
  for (let channel: usize = 0; channel < width; channel += 16) {
    let from = x + channel
    let seen = dy + channel
    let a = f32x4.splat(0)
    let b = a
    let c = a
    let d = a
    let pixel: usize = 0
    for (; pixel + 4 <= pixels; pixel += 4) {
      a = f32x4.add(a, f32x4.mul(v128.load(from), v128.load(seen)))
      b = f32x4.add(b, f32x4.mul(v128.load(from + step), v128.load(seen + width)))
      from += 2 * step
      seen += 2 * width
      c = f32x4.add(c, f32x4.mul(v128.load(from), v128.load(seen)))
      d = f32x4.add(d, f32x4.mul(v128.load(from + step), v128.load(seen + width)))
      from += 2 * step
      seen += 2 * width
    }
    for (; pixel < pixels; pixel++) {
      a = f32x4.add(a, f32x4.mul(v128.load(from), v128.load(seen)))
      from += step
      seen += width
    }
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d))
    v128.store(dw + channel, f32x4.add(v128.load(dw + channel), sum))
  }
}

/**
 * What one line of the output adds to the gradient of a line of the input through one tap:
 * `dx[pixel * step + channel] += w[channel] · dy[pixel, channel]`.
 *
 * @param step - from pixel to pixel of `dx`, in bytes
 * @param channels - a multiple of 4
 */
export function depthwiseInputLine (
  dx: usize, w: usize, dy: usize, pixels: usize, step: usize, channels: usize
): void {
  const width = channels << 2
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    for (let channel: usize = 0; channel < width; channel += 16) {
      const added = f32x4.mul(v128.load(w + channel), v128.load(dy + channel))
      v128.store(dx + channel, f32x4.add(v128.load(dx + channel), added))
    }
    dx += step
    dy += width
  }
}
