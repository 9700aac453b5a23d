import * as z from 'zod/mini'
import { definePairing, option, positive } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { ofPool } from './signals/per-pool.js'
import { tempoGroup } from './signals/beat-map.js'

/**
 * Partners of the same tempo: any row of the batch whose tempo falls into the same group, `width`
 * bpm wide. A row without such is its own partner, and so not mixed.
 *
 * MusicLDM (arXiv:2308.01546): groups of 3 bpm; its loader may also draw the row itself,
 * `self: true`. The signal `tempi` has the tempo of every row in bpm, which is rounded, 0 where it
 * has none.
 */
export const tempoGroups = definePairing({
  name: 'tempo-groups',
  options: z.object({
    width: positive.default(3).describe('bpm of a group'),
    self: option(z.boolean()).default(false).describe('a row may be its own partner (the code)')
  }),
  signals: ['tempi'],
  pair: ({ size, signals }, { width, self }, draw) => {
    const tempi = ofPool<Float64Array>(signals.tempi, 'batch', size, 'tempo-groups', 'tempi')
    const wrong = Array.from(tempi).findIndex(tempo => !(tempo >= 0 && Number.isFinite(tempo)))
    if (wrong >= 0) {
      throw fail('INPUT', 'tempo-groups', `signals.tempi[${wrong}]`, 'must be at least 0 bpm',
        tempi[wrong])
    }
    const groups = Int32Array.from(tempi, tempo => tempoGroup(Math.round(tempo), width))
    const rows = new Int32Array(size)
    for (let row = 0; row < size; row++) {
      const members = Array.from(rows.keys()).filter(other => groups[other] === groups[row] &&
        (self || other !== row))
      const alone = members.length < (self ? 2 : 1)
      rows[row] = alone ? row : members[draw.int('pair', members.length)]
    }
    return { pool: 'batch', rows }
  }
})
