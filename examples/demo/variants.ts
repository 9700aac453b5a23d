import type { GivenOptions } from '../../core/index.js'

/** Options that show what a mixer does. */
export interface Variant {
  readonly title: string
  readonly options: GivenOptions
}

/** By the name in the registry. A mixer without an entry is shown with its default options. */
const chosen: Readonly<Record<string, readonly Variant[]>> = {
  'image/cutmix': [
    { title: 'one box a batch, as in the paper', options: {} },
    { title: 'a box for every image', options: { per: 'sample' } }
  ],
  'image/keras-mixup': [{ title: 'a λ for every image', options: {} }],
  'image/keras-cutmix': [
    { title: 'a box for every image, never clipped; the label follows the uncut λ', options: {} }
  ],
  'image/manifold-mixup': [
    { title: 'painted on the input, whatever layer was drawn', options: {} }
  ],
  'image/mixup': [
    { title: 'one λ a batch, as in the paper', options: {} },
    { title: 'a λ for every image', options: { per: 'sample' } }
  ],
  'image/timm': [
    { title: 'mode batch, mixup', options: { mixupAlpha: 0.8 } },
    { title: 'mode batch, CutMix', options: { mixupAlpha: 0, cutmixAlpha: 1 } },
    { title: 'mode pair: a decision for every pair', options: timmBoth('pair') },
    { title: 'mode elem: a decision for every image', options: timmBoth('elem') },
    { title: 'mode half: half as many outputs', options: timmBoth('half') }
  ]
}

function timmBoth (mode: string): GivenOptions {
  return { mode, mixupAlpha: 0.8, cutmixAlpha: 1 }
}

export function variantsOf (mixer: string): readonly Variant[] {
  return chosen[mixer] ?? [{ title: 'default options', options: {} }]
}
