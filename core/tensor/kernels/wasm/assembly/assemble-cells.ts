import { choose } from './choose'
import { copy } from './runs'

/**
 * Every output, by its turn, is a base row over which a source row is seen in some cells of a mask.
 *
 * @param bases - where the base row of every output begins, `[size]`; `sources`: the source row
 * @param turns - which output comes when, `[size]`
 * @param levels - of cells, a byte each; `first`: where those of an output begin, `[size]`
 * @param lines - the cell that every line falls into, `[height]`
 * @param edges - where along a line cells begin, and its end, `[cells + 1]`; `along`: which those
 *   are, `[cells]`. With that of the line they sum to the number of a cell
 * @param chosen - memory for a line and a vector more
 * @param cell - bytes of a place
 * @param outside - the source is seen where a level is 0, else where it is not
 */
export function assembleCells (
  out: usize, bases: usize, sources: usize, turns: usize, levels: usize, first: usize,
  lines: usize, edges: usize, along: usize, chosen: usize, size: usize, height: usize,
  cells: usize, cell: usize, outside: bool
): void {
  const stride = <usize>load<u32>(edges + cells * 4) * cell
  for (let turn: usize = 0; turn < size; turn++) {
    const i: usize = load<u32>(turns + turn * 4)
    const mask = levels + <usize>load<u32>(first + i * 4)
    let to = out + i * height * stride
    let base: usize = load<u32>(bases + i * 4)
    let source: usize = load<u32>(sources + i * 4)
    let before: usize = -1
    let one = false
    for (let line: usize = 0; line < height; line++) {
      const at: usize = load<u32>(lines + line * 4)
      if (at !== before) one = mark(chosen, mask + at, edges, along, cells, cell, outside)
      before = at
      if (one) copy(to, load<u8>(chosen) ? source : base, stride)
      else choose(to, base, source, chosen, stride)
      to += stride
      base += stride
      source += stride
    }
  }
}

/**
 * Marks the bytes of a line at which the source is seen.
 *
 * @returns whether one of the two is all that is seen
 */
function mark (
  chosen: usize, mask: usize, edges: usize, along: usize, cells: usize, cell: usize, outside: bool
): bool {
  let sum: usize = 0
  for (let k: usize = 0; k < cells; k++) {
    const level = load<u8>(mask + <usize>load<u32>(along + k * 4))
    const shown = (level === 0) === outside
    const bits = i8x16.splat(shown ? -1 : 0)
    const end = chosen + <usize>load<u32>(edges + k * 4, 4) * cell
    // What is written over the end of a cell, the next one writes anew
    for (let at = chosen + <usize>load<u32>(edges + k * 4) * cell; at < end; at += 16)
      v128.store(at, bits)
    sum += shown ? 1 : 0
  }
  return sum === 0 || sum === cells
}
