import { operation } from '../operations/step.js'
import { channels } from './channels.js'
import { flip } from './flip.js'
import { part } from './part.js'
import { randomField } from './random-field.js'

/** What may be done to images before they are painted. */
export const steps = { channels, flip, operation, part, 'random-field': randomField } as const
