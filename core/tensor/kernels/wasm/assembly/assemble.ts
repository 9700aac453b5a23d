import { choose } from './choose'
import { clear, copy, mix, touch } from './runs'

/**
 * Outputs that are made of bands: so many lines, all of the same runs of bytes of some rows.
 *
 * @param records - of every output, by its turn, where it begins, where what it shows is read
 *   ahead, how many bytes of it, and the number of its bands; of every band those of its lines and
 *   of its runs; of every run its first byte (0: there is nothing), its length, and the bytes to
 *   its next line; of two that are mixed a mark, length and bytes, both first bytes and both
 *   factors. A band of no runs is one of two rows, by turns: how often, both first bytes, and how
 *   long every time
 * @param stride - bytes of a line of an output
 * @param chosen - memory for a line
 * @returns a number that depends on what was read ahead, so that no compiler leaves it out
 */
export function assemble (
  out: usize, records: usize, size: usize, stride: usize, chosen: usize
): i32 {
  let ahead: i32 = 0
  for (let i: usize = 0; i < size; i++) {
    let line = out + <usize>load<u32>(records)
    const near: usize = load<u32>(records, 8)
    ahead |= touch(load<u32>(records, 4), near)
    let bands = load<u32>(records, 12)
    for (records += 16; bands > 0; bands--) {
      const lines: usize = load<u32>(records)
      const runs: usize = load<u32>(records, 4)
      records += 8
      records = runs === 0
        ? byTurns(line, records, lines, stride, chosen)
        : layLines(line, records, lines, runs, near > 0 || runs > 2 ? 0 : chosen)
      line += lines * stride
    }
  }
  return ahead
}

/** Bytes of what says where a run is; and where two are that are mixed, which has no address. */
const RUN: usize = 12
const BOTH: usize = 28
const MIXED: usize = 1

/**
 * @param seen - memory for a number, if gaps between runs are to be read
 * @returns where the next record is
 */
function layLines (
  out: usize, first: usize, lines: usize, runs: usize, seen: usize
): usize {
  let run = first
  for (let line: usize = 0; line < lines; line++) {
    if (seen > 0 && line + 1 < lines) store<i32>(seen, fillGaps(first, runs, line))
    run = first
    for (let left = runs; left > 0; left--) {
      const from: usize = load<u32>(run)
      const bytes: usize = load<u32>(run, 4)
      const below = line * <usize>load<u32>(run, 8)
      if (from === MIXED) {
        mix(out, <usize>load<u32>(run, 12) + below, load<f32>(run, 20),
          <usize>load<u32>(run, 16) + below, load<f32>(run, 24), bytes)
        run += BOTH
      } else {
        if (from === 0) clear(out, bytes)
        else copy(out, from + below, bytes)
        run += RUN
      }
      out += bytes
    }
  }
  return run
}

/**
 * Reads lines whole of which large parts are shown, and what lies between them: a processor fetches
 * ahead what is read without a gap, and waits at the beginning of every run else.
 *
 * @returns as `touch` does
 */
function fillGaps (run: usize, runs: usize, line: usize): i32 {
  let seen: i32 = 0
  for (; runs > 0; runs--) {
    const from: usize = load<u32>(run)
    const bytes: usize = load<u32>(run, 4)
    const stride: usize = load<u32>(run, 8)
    if (from > MIXED && bytes < stride && bytes * 4 >= stride) {
      seen |= touch(from + line * stride, stride)
    }
    run += from === MIXED ? BOTH : RUN
  }
  return seen
}

/**
 * Lines of two rows, by turns. Both are read whole, which is faster than short runs of each.
 *
 * @returns where the next record is
 */
function byTurns (
  out: usize, records: usize, lines: usize, stride: usize, chosen: usize
): usize {
  let first: usize = load<u32>(records, 4)
  let second: usize = load<u32>(records, 8)
  const turns = records + 12
  const next = turns + load<u32>(records) * 4
  let at = chosen
  for (let turn = turns; turn < next; turn += 4) {
    const bytes: usize = load<u32>(turn)
    memory.fill(at, (turn - turns) & 4 ? 255 : 0, bytes)
    at += bytes
  }
  for (let line: usize = 0; line < lines; line++) {
    choose(out, first, second, chosen, stride)
    out += stride
    first += stride
    second += stride
  }
  return next
}
