import { readWav } from '../../../domains/audio/index.js'
import type { Recording } from '../../../domains/audio/index.js'
import type { Given } from '../adapter.js'

/** The clip of a case. */
export function wavOf ({ wav }: Given): Recording {
  return readWav(Uint8Array.from(atob(String(wav)), letter => letter.charCodeAt(0)))
}
