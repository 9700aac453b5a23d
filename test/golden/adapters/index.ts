import type { Adapter } from '../adapter.js'
import { cutmix } from './cutmix.js'
import { fmix } from './fmix.js'
import { kerasCutmix } from './keras-cutmix.js'
import { labelSmoothing } from './label-smoothing.js'
import { mixup } from './mixup.js'
import { gridmix } from './gridmix.js'
import { smoothmix } from './smoothmix.js'
import { resizemix } from './resizemix.js'
import { hmix } from './hmix.js'
import { gmix } from './gmix.js'
import { recursivemix } from './recursivemix.js'
import { patchMixing } from './patch-mixing.js'
import { timmMixup } from './timm-mixup.js'
import { torchvisionV2 } from './torchvision-v2.js'

/** Every adapter, by the name of its golden file. */
export const adapters: Readonly<Record<string, Adapter>> = {
  cutmix,
  fmix,
  keras_cutmix: kerasCutmix,
  label_smoothing: labelSmoothing,
  mixup,
  gridmix,
  smoothmix,
  resizemix,
  hmix,
  gmix,
  recursivemix,
  patch_mixing: patchMixing,
  timm_mixup: timmMixup,
  torchvision_v2: torchvisionV2
}
