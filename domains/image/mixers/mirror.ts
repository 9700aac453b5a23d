import * as z from 'zod/mini'
import { defineMixer, option, own, probability } from '../../../core/index.js'
import '../steps/flip.js'

/**
 * Mirror: some images become their mirror image; labels stay.
 *
 * The augmentation that nearly every recipe has (torchvision's `RandomHorizontalFlip`): a coin for
 * every image. By itself, before other mixers in a sequence, or on halves by `yoco`.
 */
export const mirror = defineMixer({
  name: 'mirror',
  domain: 'image',
  paper: 'torchvision',
  pairing: 'own',
  refuses: () => ({ mask: 'cannot follow mirror images', boxes: 'cannot follow mirror images' }),
  options: z.object({
    axis: option(z.enum(['width', 'height'])).default('width')
      .describe('left and right change places, or top and bottom'),
    probability: probability.default(0.5).describe('how often an image is mirrored')
  }),

  plan ({ size }, { axis, probability: often }, draw) {
    const which = Uint8Array.from({ length: size }, () => Number(draw.chance('mirror', often)))
    return [own({ view: [{ step: 'flip', axis, which }] })]
  }
})
