import type { TempoMatch } from '../../../domains/audio/index.js'
import { tempiMatch } from '../../../domains/audio/index.js'
import type { SoundFile } from './types.js'

/** With whom every sound may be mixed, by their numbers. */
export type Mates = ReadonlyArray<readonly number[]>

/** Who may be mixed with whom: sounds of matching tempi with two downbeats, or any others. */
export function matesOf (
  files: readonly SoundFile[], match: TempoMatch | 'other-class' | 'any'
): Mates {
  return files.map((file, i) => [...files.keys()].filter(j => {
    if (j === i) return false
    const other = files[j]
    if (match === 'any') return true
    if (match === 'other-class') return file.class === undefined || file.class !== other.class
    return hasBars(file) && hasBars(other) && tempiMatch(file.bpm, other.bpm, match)
  }))
}

function hasBars ({ downbeats }: SoundFile): boolean {
  return downbeats.length > 1
}

/** How many sounds can be paired, and how many could be if less was asked. */
export interface PairReport {
  readonly tracks: number
  /** Those in which two bars at least begin. */
  readonly withBars: number
  /** Those that have somebody to be mixed with. */
  readonly canPair: number
  readonly relaxations: ReadonlyArray<{ readonly what: string, readonly canPair: number }>
}

/** What pairing by tempo finds, and what each relaxation would add. */
export function pairReport (files: readonly SoundFile[], match: TempoMatch): PairReport {
  const paired = (how: TempoMatch): number =>
    matesOf(files, how).filter(list => list.length > 0).length
  const { tolerance, octaves, width } = match
  const far = (tolerance ?? 0) < 0.12 ? { ...match, tolerance: 0.12 } : undefined
  const wider: ReadonlyArray<readonly [string, TempoMatch | undefined]> = [
    [`groups of ${2 * width} bpm`,
      tolerance === undefined ? { ...match, width: 2 * width } : undefined],
    ['a tolerance of 6 %, stretched', (tolerance ?? 0) < 0.06
      ? { ...match, tolerance: 0.06 }
      : undefined],
    ['a tolerance of 12 %, stretched', far],
    ['half and double tempi', octaves ? undefined : { ...match, octaves: true }],
    ['both', octaves || far === undefined ? undefined : { ...far, octaves: true }]
  ]
  return {
    tracks: files.length,
    withBars: files.filter(hasBars).length,
    canPair: paired(match),
    relaxations: wider.flatMap(([what, how]) =>
      how === undefined ? [] : [{ what, canPair: paired(how) }])
  }
}
