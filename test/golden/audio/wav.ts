import { readWav } from '../../../domains/audio/index.js'
import type { Recording } from '../../../domains/audio/index.js'
import type { Given } from '../adapter.js'

/** The clip of a case. Throws Error for one that was not found. */
export function wavOf ({ wav, clip }: Given): Recording {
  if (typeof wav !== 'string') throw new Error(`the clip "${String(clip)}" is nowhere`)
  return readWav(Uint8Array.from(atob(wav), letter => letter.charCodeAt(0)))
}
