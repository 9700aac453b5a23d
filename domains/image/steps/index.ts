import { operation } from '../operations/step.js'
import { channels } from './channels.js'
import { steps } from './known.js'
import { movePatches } from './move-patches.js'
import { perturb } from './perturb.js'

Object.assign(steps, {
  channels, operation, perturb,
  'move-patches': movePatches
})

export { steps }
