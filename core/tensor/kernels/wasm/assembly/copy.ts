/**
 * Copies bytes in runs of 64: in V8 faster than memory.copy, on long runs and on short ones.
 */
@inline
export function copy (to: usize, from: usize, bytes: usize): void {
  const end = from + bytes
  const wide = from + (bytes & ~63)
  while (from < wide) {
    v128.store(to, v128.load(from))
    v128.store(to, v128.load(from, 16), 16)
    v128.store(to, v128.load(from, 32), 32)
    v128.store(to, v128.load(from, 48), 48)
    from += 64
    to += 64
  }
  while (from + 16 <= end) {
    v128.store(to, v128.load(from))
    from += 16
    to += 16
  }
  while (from + 4 <= end) {
    store<u32>(to, load<u32>(from))
    from += 4
    to += 4
  }
  while (from < end) {
    store<u8>(to, load<u8>(from))
    from++
    to++
  }
}
