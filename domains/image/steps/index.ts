import { operation } from '../operations/step.js'
import { channels } from './channels.js'
import { flip } from './flip.js'
import { movePatches } from './move-patches.js'
import { part } from './part.js'
import { perturb } from './perturb.js'
import { randomField } from './random-field.js'

/** What may be done to images before they are painted. */
export const steps = {
  channels, flip, operation, part, perturb,
  'move-patches': movePatches,
  'random-field': randomField
} as const
