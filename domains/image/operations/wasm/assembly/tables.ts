/**
 * How often every byte of three channels is there, `[2, 3, 256]` from 64 on, cleared before: those
 * of every other pixel by themselves, so that equal neighbours do not wait for each other. Bytes
 * are loaded one by one, which is less work than to take words apart.
 */
export function count (source: usize, bytes: usize): void {
  const end = source + bytes
  let at = source
  for (; at + 48 <= end; at += 48) {
    countTwo(at)
    countTwo(at + 6)
    countTwo(at + 12)
    countTwo(at + 18)
    countTwo(at + 24)
    countTwo(at + 30)
    countTwo(at + 36)
    countTwo(at + 42)
  }
  for (; at < end; at += 3) {
    countByte(at, 0)
    countByte(at + 1, 1024)
    countByte(at + 2, 2048)
  }
}

/** A pixel, and the one beside it. */
@inline
function countTwo (at: usize): void {
  let k = <usize>load<u8>(at) << 2
  store<u32>(k, load<u32>(k, 64) + 1, 64)
  k = <usize>load<u8>(at, 1) << 2
  store<u32>(k, load<u32>(k, 1088) + 1, 1088)
  k = <usize>load<u8>(at, 2) << 2
  store<u32>(k, load<u32>(k, 2112) + 1, 2112)
  k = <usize>load<u8>(at, 3) << 2
  store<u32>(k, load<u32>(k, 3136) + 1, 3136)
  k = <usize>load<u8>(at, 4) << 2
  store<u32>(k, load<u32>(k, 4160) + 1, 4160)
  k = <usize>load<u8>(at, 5) << 2
  store<u32>(k, load<u32>(k, 5184) + 1, 5184)
}

@inline
function countByte (at: usize, counts: usize): void {
  const k = counts + (<usize>load<u8>(at) << 2)
  store<u32>(k, load<u32>(k, 64) + 1, 64)
}

/**
 * `(byte - low) · slope`, cut off, not below 0 nor above 255. Slopes are given in three parts for
 * each of 48 bytes, after each other: whole ones, 256ths and 65,536ths, and before them the lows.
 */
export function slope (source: usize, out: usize, bytes: usize, parts: usize): void {
  for (let i: usize = 0; i < bytes; i += 48) {
    v128.store(out + i, sloped(source + i, parts))
    v128.store(out + i, sloped(source + i + 16, parts + 16), 16)
    v128.store(out + i, sloped(source + i + 32, parts + 32), 32)
  }
}

@inline
function sloped (source: usize, parts: usize): v128 {
  const above = i8x16.sub_sat_u(v128.load(source), v128.load(parts))
  const whole = v128.load(parts, 48), first = v128.load(parts, 96), second = v128.load(parts, 144)
  return i8x16.narrow_i16x8_u(
    product(i16x8.extend_low_i8x16_u(above), i16x8.extend_low_i8x16_u(whole),
      i16x8.extend_low_i8x16_u(first), i16x8.extend_low_i8x16_u(second)),
    product(i16x8.extend_high_i8x16_u(above), i16x8.extend_high_i8x16_u(whole),
      i16x8.extend_high_i8x16_u(first), i16x8.extend_high_i8x16_u(second)))
}

/** Up to 32,767. */
@inline
function product (value: v128, whole: v128, first: v128, second: v128): v128 {
  const parts = i16x8.add(i16x8.mul(value, first), i16x8.shr_u(i16x8.mul(value, second), 8))
  return i16x8.add(i16x8.mul(value, whole), i16x8.shr_u(parts, 8))
}

/**
 * The least and the most of all bytes that are at the same place of 48, `[2, 48]`: whole runs of
 * them only.
 */
export function extremes (source: usize, bytes: usize, found: usize): void {
  let low0 = i8x16.splat(-1), low1 = low0, low2 = low0
  let high0 = i8x16.splat(0), high1 = high0, high2 = high0
  const end = source + bytes - bytes % 48
  for (let at = source; at < end; at += 48) {
    const a = v128.load(at), b = v128.load(at, 16), c = v128.load(at, 32)
    low0 = i8x16.min_u(low0, a)
    low1 = i8x16.min_u(low1, b)
    low2 = i8x16.min_u(low2, c)
    high0 = i8x16.max_u(high0, a)
    high1 = i8x16.max_u(high1, b)
    high2 = i8x16.max_u(high2, c)
  }
  v128.store(found, low0, 0)
  v128.store(found, low1, 16)
  v128.store(found, low2, 32)
  v128.store(found, high0, 48)
  v128.store(found, high1, 64)
  v128.store(found, high2, 80)
}

/** Every byte from the table of its channel, three of them from 64 on; four are stored at once. */
export function lookUp (source: usize, out: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 48) {
    lookUpFour(source + i, out + i)
    lookUpFour(source + i + 12, out + i + 12)
    lookUpFour(source + i + 24, out + i + 24)
    lookUpFour(source + i + 36, out + i + 36)
  }
}

/** Four pixels. */
@inline
function lookUpFour (at: usize, to: usize): void {
  store<u32>(to, first(load<u8>(at)) | second(load<u8>(at, 1)) << 8 |
    third(load<u8>(at, 2)) << 16 | first(load<u8>(at, 3)) << 24)
  store<u32>(to, second(load<u8>(at, 4)) | third(load<u8>(at, 5)) << 8 |
    first(load<u8>(at, 6)) << 16 | second(load<u8>(at, 7)) << 24, 4)
  store<u32>(to, third(load<u8>(at, 8)) | first(load<u8>(at, 9)) << 8 |
    second(load<u8>(at, 10)) << 16 | third(load<u8>(at, 11)) << 24, 8)
}

@inline
function first (byte: usize): u32 {
  return <u32>load<u8>(byte, 64)
}

@inline
function second (byte: usize): u32 {
  return <u32>load<u8>(byte, 320)
}

@inline
function third (byte: usize): u32 {
  return <u32>load<u8>(byte, 576)
}

/** Keeps the bits of a mask. */
export function keepBits (source: usize, out: usize, bytes: usize, mask: i32): void {
  const kept = i8x16.splat(<i8>mask)
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, v128.and(v128.load(source + i), kept))
}

/** Inverts the bytes from a threshold on, 0 … 255. */
export function invert (source: usize, out: usize, bytes: usize, threshold: i32): void {
  const from = i8x16.splat(<i8>threshold)
  for (let i: usize = 0; i < bytes; i += 16) {
    const there = v128.load(source + i)
    v128.store(out + i, v128.xor(there, i8x16.ge_u(there, from)))
  }
}
