// What `#pairings` means in browsers. Those that look for near rows bring much along: a page that
// names one loads it, and a domain whose rows have distances brings them.
import { derangement } from '../derangement.js'
import { flip } from '../flip.js'
import { permutation } from '../permutation.js'
import { previous } from '../previous.js'
import { reservoir } from '../reservoir.js'
import { roll } from '../roll.js'

/** The pairings that every registry knows by name. */
export const pairings = [derangement, flip, permutation, previous, reservoir, roll] as const
