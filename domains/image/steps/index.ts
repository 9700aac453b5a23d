import { flip } from './flip.js'
import { part } from './part.js'

/** What may be done to images before they are painted. */
export const steps = { flip, part } as const
