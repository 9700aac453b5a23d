// What `#pairings` means everywhere but in browsers.
import { cmixup } from '../cmixup.js'
import { kmixup } from '../kmixup.js'
import { nearest } from '../nearest.js'
import { pairings as plain } from './plain.js'

/** The pairings that every registry knows by name. */
export const pairings = [...plain, cmixup, kmixup, nearest] as const
