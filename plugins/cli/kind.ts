import { isImageName } from '../io/images/signature.js'
import { someBelow } from '../io/images/walk.js'
import { isSoundName } from '../io/sounds/decode.js'
import { isClouds, isScanName } from './clouds/settings.js'
import type { CloudFlags } from './clouds/settings.js'
import { isSounds } from './sound-settings.js'
import type { SoundFlags } from './sound-settings.js'
import { isTable } from './table-settings.js'
import type { TableFlags } from './table-settings.js'

type Kind = 'sounds' | 'clouds' | 'table' | 'images'

/** What is mixed, by the flags, by the path, and by what lies in a folder. */
export async function kindOf (
  source: string, flags: TableFlags & CloudFlags & SoundFlags
): Promise<Kind> {
  if (isSounds(flags)) return 'sounds'
  if (isClouds(source, flags)) return 'clouds'
  if (isTable(source, flags)) return 'table'
  return flags.domain === undefined ? await kindOfFolder(source) : 'images'
}

/** Of sounds or points if it has no image; what cannot be looked into is told by who reads it. */
async function kindOfFolder (folder: string): Promise<Kind> {
  try {
    if (await someBelow(folder, isImageName)) return 'images'
    if (await someBelow(folder, isSoundName)) return 'sounds'
    return await someBelow(folder, isScanName) ? 'clouds' : 'images'
  } catch {
    return 'images'
  }
}
