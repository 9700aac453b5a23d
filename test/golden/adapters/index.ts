import type { Adapter, Forms } from '../adapter.js'
import { ada } from './ada.js'
import { augmix } from './augmix.js'
import { augmixOps } from './augmix-ops.js'
import { cropmix } from './cropmix.js'
import { pixmix } from './pixmix.js'
import { background } from './background.js'
import { bamBlm } from './bam-blm.js'
import { bcMix } from './bc-mix.js'
import { loudness } from './loudness.js'
import { melFilterbank } from './mel-filterbank.js'
import { metrics } from './metrics.js'
import { miscMix } from './misc-mix.js'
import { onsetChain } from './onset-chain.js'
import { peakPick } from './peak-pick.js'
import { specmixMasks } from './specmix-masks.js'
import { cmixup } from './cmixup.js'
import { cutmix } from './cutmix.js'
import { fmix } from './fmix.js'
import { kerasCutmix } from './keras-cutmix.js'
import { kmixupAssignment } from './kmixup-assignment.js'
import { labelSmoothing } from './label-smoothing.js'
import { localmixup } from './localmixup.js'
import { mixup } from './mixup.js'
import { gridmix } from './gridmix.js'
import { smoothmix } from './smoothmix.js'
import { resizemix } from './resizemix.js'
import { hmix } from './hmix.js'
import { gmix } from './gmix.js'
import { recursivemix } from './recursivemix.js'
import { patchMixing } from './patch-mixing.js'
import { korniaMixupCutmix } from './kornia-mixup-cutmix.js'
import { korniaJigsaw } from './kornia-jigsaw.js'
import { korniaMosaic } from './kornia-mosaic.js'
import { korniaTransplantation } from './kornia-transplantation.js'
import { saliencymix } from './saliencymix.js'
import { stylemix } from './stylemix.js'
import { alignmix } from './alignmix.js'
import { attentivemix } from './attentivemix.js'
import { comixup } from './comixup.js'
import { decoupledMixupLoss } from './decoupled-mixup.js'
import { guidedmixup } from './guidedmixup.js'
import { maskmixPal } from './maskmix-pal.js'
import { puzzlemix } from './puzzlemix.js'
import { smmix } from './smmix.js'
import { snapmix } from './snapmix.js'
import { tokenCutmixTla } from './token-cutmix-tla.js'
import { tokenmix } from './tokenmix.js'
import { transmix } from './transmix.js'
import { timmMixup } from './timm-mixup.js'
import { torchvisionV2 } from './torchvision-v2.js'
import { trajectory } from './trajectory.js'
import { yoco } from './yoco.js'
import { elasticDistortionAdapter } from './elastic-distortion.js'
import { lasermix } from './lasermix.js'
import { mix3dAugment } from './mix3d-augment.js'
import { mix3dConcat } from './mix3d-concat.js'
import { mix3dVariants } from './mix3d-variants.js'
import { pointceptMix3d } from './pointcept-mix3d.js'
import { voxelizeAdapter, voxelizeRavelRound } from './voxelize.js'
import { pointcutmix } from './pointcutmix.js'
import { pointmixup } from './pointmixup.js'
import { polarmixAuthors, polarmixMmdet3d } from './polarmix-clouds.js'
import { rsmix } from './rsmix.js'
import { sagemix } from './sagemix.js'
import { embeddingAdapters } from './embedding/index.js'

/** Every adapter, by the name of its golden file. */
export const adapters: Readonly<Record<string, Adapter<Forms>>> = {
  ada,
  augmix,
  augmix_ops: augmixOps,
  cropmix,
  pixmix,
  cmixup,
  cutmix,
  fmix,
  keras_cutmix: kerasCutmix,
  kmixup_assignment: kmixupAssignment,
  label_smoothing: labelSmoothing,
  localmixup,
  mixup,
  gridmix,
  smoothmix,
  resizemix,
  hmix,
  gmix,
  recursivemix,
  patch_mixing: patchMixing,
  kornia_mixup_cutmix: korniaMixupCutmix,
  kornia_jigsaw: korniaJigsaw,
  kornia_mosaic: korniaMosaic,
  kornia_transplantation: korniaTransplantation,
  saliencymix,
  stylemix,
  yoco,
  alignmix,
  attentivemix,
  comixup,
  decoupled_mixup: decoupledMixupLoss,
  guidedmixup,
  maskmix_pal: maskmixPal,
  puzzlemix,
  smmix,
  snapmix,
  token_cutmix_tla: tokenCutmixTla,
  tokenmix,
  transmix,
  timm_mixup: timmMixup,
  torchvision_v2: torchvisionV2,
  trajectory,
  background,
  bam_blm: bamBlm,
  bc_mix: bcMix,
  loudness,
  mel_filterbank: melFilterbank,
  metrics,
  misc_mix: miscMix,
  onset_chain: onsetChain,
  peak_pick: peakPick,
  specmix_masks: specmixMasks,
  elastic_distortion: elasticDistortionAdapter,
  lasermix,
  mix3d_augment: mix3dAugment,
  mix3d_concat: mix3dConcat,
  mix3d_variants: mix3dVariants,
  pointcept_mix3d: pointceptMix3d,
  voxelize: voxelizeAdapter,
  voxelize_ravel_round: voxelizeRavelRound,
  pointcutmix,
  pointmixup,
  polarmix: polarmixAuthors,
  polarmix_mmdet3d: polarmixMmdet3d,
  rsmix,
  sagemix,
  ...embeddingAdapters
}
