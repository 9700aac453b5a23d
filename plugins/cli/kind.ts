import { isClouds } from './clouds/settings.js'
import type { CloudFlags } from './clouds/settings.js'
import { isSounds } from './sound-settings.js'
import type { SoundFlags } from './sound-settings.js'
import { isTable } from './table-settings.js'
import type { TableFlags } from './table-settings.js'

/** What is mixed, by the flags and by the path. */
export function kindOf (
  path: string, flags: TableFlags & CloudFlags & SoundFlags
): 'sounds' | 'clouds' | 'table' | 'images' {
  if (isSounds(flags)) return 'sounds'
  if (isClouds(path, flags)) return 'clouds'
  return isTable(path, flags) ? 'table' : 'images'
}
