import { clear, copy } from './runs'

/**
 * Outputs that are made of bands: so many lines, all of the same runs of bytes of some rows.
 *
 * @param records - of every output the number of its bands; of every band those of its lines and of
 *   its runs; of every run its first byte (0: what is there is nothing), its length, and the bytes
 *   to its next line
 */
export function assemble (out: usize, records: usize, size: usize): void {
  for (let i: usize = 0; i < size; i++) {
    let bands = load<u32>(records)
    for (records += 4; bands > 0; bands--) {
      const lines = load<u32>(records)
      const first = records + 8
      const end = first + load<u32>(records, 4) * RUN
      for (let line: u32 = 0; line < lines; line++) {
        for (let run = first; run < end; run += RUN) {
          const from: usize = load<u32>(run)
          const bytes: usize = load<u32>(run, 4)
          if (from === 0) clear(out, bytes)
          else copy(out, from + line * load<u32>(run, 8), bytes)
          out += bytes
        }
      }
      records = end
    }
  }
}

/** Bytes of what says where a run is. */
const RUN: usize = 12
