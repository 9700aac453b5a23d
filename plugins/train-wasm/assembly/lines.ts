// Addresses and steps are in bytes; rows, pixels and channels are counted. Numbers are float32.

/** Zeros. */
export function clear (to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes)
}

/** Copies rows of `bytes` bytes, a multiple of 4, from one place to another with other steps. */
export function copyRows (
  to: usize, toStep: usize, from: usize, fromStep: usize, rows: usize, bytes: usize
): void {
  for (let row: usize = 0; row < rows; row++) {
    copy(to, from, bytes)
    to += toStep
    from += fromStep
  }
}

@inline
function copy (to: usize, from: usize, bytes: usize): void {
  const wide = bytes & ~15
  const whole = bytes & ~3
  let at: usize = 0
  for (; at < wide; at += 16) v128.store(to + at, v128.load(from + at))
  for (; at < whole; at += 4) store<u32>(to + at, load<u32>(from + at))
  for (; at < bytes; at++) store<u8>(to + at, load<u8>(from + at))
}

/** Writes every channel of every pixel `times` times, one beside the other. */
export function repeatChannels (
  to: usize, toStep: usize, from: usize, pixels: usize, channels: usize, times: usize
): void {
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    let at = to
    for (let channel: usize = 0; channel < channels; channel++) {
      const value = load<f32>(from)
      for (let k: usize = 0; k < times; k++) {
        store<f32>(at, value)
        at += 4
      }
      from += 4
    }
    to += toStep
  }
}

/** Adds `times` neighbouring channels of every pixel up to one. */
export function foldChannels (
  to: usize, from: usize, fromStep: usize, pixels: usize, channels: usize, times: usize
): void {
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    let at = from
    for (let channel: usize = 0; channel < channels; channel++) {
      let sum: f32 = 0
      for (let k: usize = 0; k < times; k++) {
        sum += load<f32>(at)
        at += 4
      }
      store<f32>(to, sum)
      to += 4
    }
    from += fromStep
  }
}

/** Writes the filter `[taps, channels]` as `[taps / 8, channels, 8]`, over zeros. */
export function packFilter (to: usize, from: usize, taps: usize, channels: usize): void {
  for (let tap: usize = 0; tap < taps; tap++) {
    let at = to + (tap >> 3) * channels * 32 + (tap & 7) * 4
    for (let channel: usize = 0; channel < channels; channel++) {
      store<f32>(at, load<f32>(from))
      from += 4
      at += 32
    }
  }
}

/** Writes every row `times` times, one after the other. `to` may reach up to the end of `from`. */
export function repeatRows (
  to: usize, from: usize, rows: usize, bytes: usize, times: usize
): void {
  if (bytes === 4) {
    repeatChannels(to, 0, from, 1, rows, times)
    return
  }
  for (let row: usize = 0; row < rows; row++) {
    for (let k: usize = 0; k < times; k++) {
      copy(to, from, bytes)
      to += bytes
    }
    from += bytes
  }
}
