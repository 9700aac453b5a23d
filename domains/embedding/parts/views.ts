import type { Tensor2D } from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import type { Pairs } from './pairs.js'
import { checkPairs } from './pairs.js'
import { checkEmbeddings, checkPaired } from './rows.js'

/** Views of both modalities: as many of one as of the other, each `[n, d]`. */
export interface Views { readonly image: readonly Tensor2D[], readonly text: readonly Tensor2D[] }

/** Checks views. Throws INPUT, EMPTY_BATCH. */
export function checkViews (views: Views, who: string, name: string): void {
  const lists: unknown[] = [(views as Partial<Views> | null)?.image,
    (views as Partial<Views> | null)?.text]
  if (!lists.every(Array.isArray) || views.image.length !== views.text.length)
    throw fail('INPUT', who, name, 'must have as many views of "image" as of "text"', views)
  for (const [modality, list] of Object.entries({ image: views.image, text: views.text })) {
    list.forEach((view, v) => {
      const place = `${name}.${modality}[${v}]`
      checkEmbeddings(view, who, place)
      checkPaired(view, who, place, views.image[0])
    })
  }
}

/** Every view of the images with every view of the texts. */
export function pairsOf ({ image, text }: Views): Array<readonly [Tensor2D, Tensor2D]> {
  return image.flatMap(one => text.map(other => [one, other] as const))
}

/** Projections and predictions of whole pairs and of their views. */
export interface Siamese { readonly whole: Pairs, readonly local: Views }

export function checkSiamese (given: Siamese, who: string, name: string): void {
  checkPairs(Object((given as Partial<Siamese> | null)?.whole) as Pairs, who)
  checkViews(Object(given.local) as Views, who, `${name}.local`)
}
