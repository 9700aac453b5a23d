// What `#pairings` means everywhere but in browsers.
import { cmixup } from '../cmixup.js'
import { fromDataset } from '../from-dataset.js'
import { kmixup } from '../kmixup.js'
import { nearest } from '../nearest.js'
import { withinGroups } from '../within-groups.js'
import { pairings as plain } from './plain.js'

/** The pairings that every registry knows by name. */
export const pairings = [
  ...plain, cmixup, fromDataset, kmixup, nearest, withinGroups
] as const
