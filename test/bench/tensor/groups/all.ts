import type { Case, Group, Scene } from '../case.js'
import { bytes } from './bytes.js'
import { mask } from './mask.js'
import { mix, mixShort } from './mix.js'
import { mixers } from './mixers.js'
import { paste } from './paste.js'
import { rows } from './rows.js'

/** In the order of the page. */
export const groups: readonly Group[] = [mix, paste, mask, bytes, mixers, mixShort, rows]

/** All that a shape is timed by: rows are short, or pictures. */
export function casesOf (scene: Scene, chosen: readonly Group[] = groups): Case[] {
  const short = scene.shape[1] === 1
  return chosen.filter(group => (group.short ?? false) === short)
    .flatMap(group => group.cases(scene))
}
