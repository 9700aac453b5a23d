/** Pairs of rows whose numbers fill a line of the cache. */
const LINE: usize = 8

/** Divides numbers in place; their count is rounded up to an even one. */
export function divide (at: usize, count: usize, by: f64): void {
  const divisor = v128.splat<f64>(by)
  const end = at + (count << 3)
  for (; at < end; at += 16) v128.store(at, v128.div<f64>(v128.load(at), divisor))
}

/**
 * Half spectra of real rows, two of them as one: what fft-n.ts does in `transformedRows`, in tiles.
 * Terms beyond those that are given are left as they are.
 *
 * @param from - real parts of `rows` rows of `terms`, imaginary ones `apart` bytes behind them
 * @param to - `columns` lines of pairs of rows
 */
export function pairRows (
  from: usize, fromApart: usize, to: usize, toApart: usize,
  rows: usize, terms: usize, columns: usize
): void {
  const pairs = (rows + 1) >> 1
  const line = pairs << 3
  for (let tile: usize = 0; tile < pairs; tile += LINE) {
    const end = min(tile + LINE, pairs)
    for (let k: usize = 0; k < terms; k++) {
      const real = (k + k) % columns === 0
      const near = to + k * line
      const far = to + (columns - k) % columns * line
      for (let pair = tile; pair < end; pair++) {
        const a = from + ((2 * pair * terms + k) << 3)
        const b = a + (terms << 3)
        const two = pair + pair + 1 < rows
        const aRe = load<f64>(a)
        const aIm = real ? 0 : load<f64>(a + fromApart)
        const bRe = two ? load<f64>(b) : 0
        const bIm = real || !two ? 0 : load<f64>(b + fromApart)
        const at = pair << 3
        store<f64>(far + at, aRe + bIm)
        store<f64>(far + toApart + at, bRe - aIm)
        store<f64>(near + at, aRe - bIm)
        store<f64>(near + toApart + at, bRe + aIm)
      }
    }
  }
}

/** Pairs of rows, the real and the imaginary part of one, as rows again. */
export function partRows (
  from: usize, apart: usize, to: usize, rows: usize, columns: usize
): void {
  const pairs = (rows + 1) >> 1
  for (let tile: usize = 0; tile < pairs; tile += LINE) {
    const end = min(tile + LINE, pairs)
    for (let k: usize = 0; k < columns; k++) {
      for (let pair = tile; pair < end; pair++) {
        const a = from + ((k * pairs + pair) << 3)
        const at = to + ((2 * pair * columns + k) << 3)
        store<f64>(at, load<f64>(a))
        if (pair + pair + 1 < rows) store<f64>(at + (columns << 3), load<f64>(a + apart))
      }
    }
  }
}
