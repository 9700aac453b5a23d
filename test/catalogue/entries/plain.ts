import { plain } from '../../../core/index.js'
import { compositionEntry } from '../entry.js'

export const entry = compositionEntry<Record<never, never>>('plain', plain, {
  make: plain, options: [{}], draws: []
})
