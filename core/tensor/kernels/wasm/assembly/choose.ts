/** Bits of the first where those chosen are 0, else of the second. */
export function choose (out: usize, first: usize, second: usize, chosen: usize, bytes: usize): void {
  let at: usize = 0
  for (; at + 64 <= bytes; at += 64) {
    const o = out + at
    const a = first + at
    const b = second + at
    const c = chosen + at
    v128.store(o, v128.bitselect(v128.load(b), v128.load(a), v128.load(c)))
    v128.store(o, v128.bitselect(v128.load(b, 16), v128.load(a, 16), v128.load(c, 16)), 16)
    v128.store(o, v128.bitselect(v128.load(b, 32), v128.load(a, 32), v128.load(c, 32)), 32)
    v128.store(o, v128.bitselect(v128.load(b, 48), v128.load(a, 48), v128.load(c, 48)), 48)
  }
  for (; at < bytes; at++) store<u8>(out + at, load<u8>((load<u8>(chosen + at) ? second : first) + at))
}
