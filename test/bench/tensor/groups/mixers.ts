import type { ConfiguredMixer, MixOptions } from '../../../../core/index.js'
import { createMixer } from '../../../../core/index.js'
import * as images from '../../../../domains/image/index.js'
import type { Case, Group, Scene } from '../case.js'
import { within } from '../case.js'

const { cutmix, mixup } = images

/** Box and mask mixers are held to twice CutMix with a box for all. */
const regions: Readonly<Record<string, ConfiguredMixer>> = {
  FMix: images.fmix(),
  'FMix of the paper': images.fmix({ variant: 'paper' }),
  GridMix: images.gridmix(),
  HMix: images.hmix(),
  GMix: images.gmix(),
  SmoothMix: images.smoothmix(),
  ResizeMix: images.resizemix(),
  SaliencyMix: images.saliencymix(),
  'Patch Mixing': images.patchMixing(),
  MaskMix: images.maskmix(),
  TokenMix: images.tokenmix(),
  RecursiveMix: images.recursivemix(),
  "Kornia's CutMix": images.korniaCutmix(),
  "Keras' CutMix": images.kerasCutmix(),
  "torchvision's CutMix": images.torchvisionCutmix(),
  "Kornia's mosaic": images.korniaMosaic(),
  "Kornia's jigsaw": images.korniaJigsaw()
}

/** From a batch to a mixed one: the plan, labels and images. */
export const mixers: Group = {
  name: 'createMixer',
  cases: scene => {
    const lerp = within('lerp', 1.25, 1.1)
    const copy = within('copy', 1.5, 1.25)
    const plain = mixing(scene, cutmix())
    const given: readonly Case[] = [
      { name: 'mixup', run: mixing(scene, mixup()), peer: 'mixup', ...lerp },
      { name: 'cutmix', run: plain, peer: 'cutmix', ...copy },
      { name: 'cutmix with a box each', run: mixing(scene, cutmix({ per: 'sample' })), ...copy },
      ...Object.entries(regions).map(([name, mixer]): Case => ({
        name,
        run: mixing(scene, mixer),
        rivals: { CutMix: plain },
        targets: [{ against: 'CutMix', most: 2 }]
      }))
    ]
    return given.map(each => ({ ...each, name: `createMixer, ${each.name}` }))
  }
}

/** Mixes the batch of a scene, whose saliency is known. */
function mixing (
  { x, shape: [rows, height, width] }: Scene, mixer: ConfiguredMixer
): () => unknown {
  const label = Int32Array.from({ length: rows }, (_, i) => i % 1000)
  const data = Float32Array.from({ length: rows * height * width }, (_, k) => k * 7919 % 1009)
  const saliency = { data, shape: [rows, height, width] }
  const signals: MixOptions['signals'] =
    mixer.signals.includes('saliency') ? { saliency: () => saliency } : {}
  const targets = { label: { classes: 1000 } }
  const mix = createMixer(mixer, { seed: 7, targets, signals })
  return () => mix.mix({ x, label })
}
