import { blendCells, chooseCells, layRuns, mixCells } from './blend-cells'
import { blendLevels, isLevel } from './blend-levels'
import { sharesOfBytes, sharesOfNumbers, tableOfShares } from './shares'

/** So many cells at a time have their shares in the nearest cache. */
const PART: usize = 1024
/** Bytes of a table of levels. */
const TABLE: usize = 2048

/**
 * A base row with a source row over it, as a mask shows it.
 *
 * @param levels - of the mask, `[cells]`: bytes, or 32-bit numbers
 * @param anew - the row before was not laid as strongly: what is in `scratch` is not of this one
 * @param alike - all outputs are covered alike
 * @param scratch - memory for a table, and 8 bytes for each of 1024 cells; of all if `alike`
 * @param cell - bytes of a cell
 * @param words - what is in a cell are 32-bit numbers, else bytes that are only copied
 */
export function blendMask (
  out: usize, base: usize, source: usize, levels: usize, bytewise: bool, divisor: f64,
  strength: f64, anew: bool, alike: bool, scratch: usize, cells: usize, cell: usize, words: bool
): void {
  const part = alike ? cells : PART
  const shown = scratch + TABLE
  const kept = shown + part * 4
  // Such numbers are what is shown already, and what they leave of 1 has no second rounding.
  const plain = !bytewise && words && divisor === 1 && strength === 1
  if (bytewise && divisor === 1 && strength === 1) {
    layRuns(out, base, source, levels, cells, cell)
    return
  }
  if (bytewise && words && cell === 12 && strength === 1 && isLevel(divisor)) {
    blendLevels(out, base, source, levels, <u8>divisor, cells)
    return
  }
  if (bytewise && anew) tableOfShares(scratch, divisor, strength)
  for (let from: usize = 0; from < cells; from += part) {
    const count = min(part, cells - from)
    const at = from * cell
    if (plain) {
      blendCells(out + at, base + at, source + at, levels + from * 4, 0, count, cell)
      continue
    }
    if (anew || !alike) {
      if (bytewise) sharesOfBytes(shown, kept, levels + from, scratch, count)
      else sharesOfNumbers(shown, kept, levels + from * 4, divisor, strength, count)
    }
    if (words) blendCells(out + at, base + at, source + at, shown, kept, count, cell)
    else chooseCells(out + at, base + at, source + at, shown, count, cell)
  }
}

/** The same by masks that a tensor holds, and that are not looked at: one at each address. */
export function blendShares (
  out: usize, bases: usize, sources: usize, masks: usize, turns: usize, size: usize, cells: usize,
  cell: usize
): void {
  for (let turn: usize = 0; turn < size; turn++) {
    const i: usize = load<u32>(turns + turn * 4)
    mixCells(out + i * cells * cell, load<u32>(bases + i * 4), load<u32>(sources + i * 4),
      load<u32>(masks + i * 4), cells, cell)
  }
}
