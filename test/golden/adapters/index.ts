import type { Adapter } from '../adapter.js'
import { ada } from './ada.js'
import { cmixup } from './cmixup.js'
import { cutmix } from './cutmix.js'
import { kerasCutmix } from './keras-cutmix.js'
import { kmixupAssignment } from './kmixup-assignment.js'
import { labelSmoothing } from './label-smoothing.js'
import { localmixup } from './localmixup.js'
import { mixup } from './mixup.js'
import { timmMixup } from './timm-mixup.js'
import { torchvisionV2 } from './torchvision-v2.js'
import { trajectory } from './trajectory.js'

/** Every adapter, by the name of its golden file. */
export const adapters: Readonly<Record<string, Adapter>> = {
  ada,
  cmixup,
  cutmix,
  keras_cutmix: kerasCutmix,
  kmixup_assignment: kmixupAssignment,
  label_smoothing: labelSmoothing,
  localmixup,
  mixup,
  timm_mixup: timmMixup,
  torchvision_v2: torchvisionV2,
  trajectory
}
