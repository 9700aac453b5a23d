import type { Adapter } from '../adapter.js'
import { ada } from './ada.js'
import { cutmix } from './cutmix.js'
import { kerasCutmix } from './keras-cutmix.js'
import { labelSmoothing } from './label-smoothing.js'
import { mixup } from './mixup.js'
import { timmMixup } from './timm-mixup.js'
import { torchvisionV2 } from './torchvision-v2.js'
import { trajectory } from './trajectory.js'

/** Every adapter, by the name of its golden file. */
export const adapters: Readonly<Record<string, Adapter>> = {
  ada,
  cutmix,
  keras_cutmix: kerasCutmix,
  label_smoothing: labelSmoothing,
  mixup,
  timm_mixup: timmMixup,
  torchvision_v2: torchvisionV2,
  trajectory
}
