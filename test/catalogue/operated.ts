import type { Exemption } from './entry.js'

/** What no mixer can have that does operations of bytes to images. */
export const operated: readonly Exemption[] = []
