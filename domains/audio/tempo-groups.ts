import * as z from 'zod/mini'
import { definePairing, option, positive } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { checkAbove, checkLeast } from './checks.js'
import { ofPool } from './signals/per-pool.js'
import { tempoGroup } from './signals/beat-map.js'

/** Which tempi may be mixed. */
export interface TempoMatch {
  /** bpm of a group; tempi are of one group or not. */
  readonly width: number
  /** In place of groups: by how much of it a tempo may differ. */
  readonly tolerance?: number
  /** Half and double tempi count as the same. */
  readonly octaves: boolean
}

/**
 * Whether sounds of two tempi, in bpm, may be mixed; 0 is that of a sound without beats.
 *
 * @throws INPUT for a tempo below 0, OPTION for a width or a tolerance that is not above 0
 */
export function tempiMatch (a: number, b: number, match: TempoMatch): boolean {
  const { width, tolerance, octaves } = Object(match) as TempoMatch
  checkLeast(a, 'tempiMatch', 'a', ' bpm')
  checkLeast(b, 'tempiMatch', 'b', ' bpm')
  if (tolerance === undefined) checkAbove(width, 'tempiMatch', 'width')
  else checkAbove(tolerance, 'tempiMatch', 'tolerance')
  const near = (one: number, other: number): boolean => tolerance === undefined
    ? tempoGroup(Math.round(one), width) === tempoGroup(Math.round(other), width)
    : one === other || Math.abs(one - other) <= tolerance * Math.min(one, other)
  return near(a, b) || (octaves && (near(2 * a, b) || near(a, 2 * b)))
}

/**
 * Partners of the same tempo: any row of the batch whose tempo falls into the same group, `width`
 * bpm wide. A row without such is its own partner, and so not mixed.
 *
 * MusicLDM (arXiv:2308.01546): groups of 3 bpm; its loader may also draw the row itself,
 * `self: true`. With `tolerance` partners are those whose tempo differs by no more, 0.06 being what
 * is stretched without being heard. The signal `tempi` has the tempo of every row in bpm, which is
 * rounded for groups, 0 where it has none.
 */
export const tempoGroups = definePairing({
  name: 'tempo-groups',
  options: z.object({
    width: positive.default(3).describe('bpm of a group'),
    tolerance: positive.optional().describe('in place of groups: the share a tempo may differ by'),
    octaves: option(z.boolean()).default(false).describe('half and double tempi are the same'),
    self: option(z.boolean()).default(false).describe('a row may be its own partner (the code)')
  }),
  signals: ['tempi'],
  pair: ({ size, signals }, { self, ...match }, draw) => {
    const tempi = ofPool<Float64Array>(signals.tempi, 'batch', size, 'tempo-groups', 'tempi')
    const wrong = Array.from(tempi).findIndex(tempo => !(tempo >= 0 && Number.isFinite(tempo)))
    if (wrong >= 0) {
      throw fail('INPUT', 'tempo-groups', `signals.tempi[${wrong}]`, 'must be at least 0 bpm',
        tempi[wrong])
    }
    const rows = new Int32Array(size)
    for (let row = 0; row < size; row++) {
      const members = Array.from(rows.keys()).filter(other =>
        (self || other !== row) && tempiMatch(tempi[row], tempi[other], match))
      const alone = members.length < (self ? 2 : 1)
      rows[row] = alone ? row : members[draw.int('pair', members.length)]
    }
    return { pool: 'batch', rows }
  }
})
