import * as z from 'zod/mini'
import { count, defineMixer, option, own, rows } from '../../../core/index.js'
import '../steps/random-field.js'

/** A deviation from what an image is; 0: it is left as it is. */
const spread = (by: number, of: string) =>
  option(z.number().check(z.gte(0), z.lte(3))).default(by)
    .describe(`the standard deviation of ${of}`)
const moved = 'cannot follow what is bent pixel by pixel'

/**
 * Random Field Augmentations: the parameters of common augmentations, of place and of colour, are
 * smooth random functions of the pixel. Labels stay.
 *
 * Mansfield et al., arXiv:2311.03629, of which no code was found and only the idea is certain:
 * **experimental**. Here every parameter of every image is a Gaussian random field of mean 0 and
 * deviation 1 with a power of f^-decay, times a deviation. Pixels are sought where translation,
 * rotation and scale about the middle put them, bilinearly, those beyond the border on it; then
 * brightness about 0, contrast about the image's mean, saturation and hue are changed. The last two
 * leave images without three channels as they are. How strong it should be is not known: strong
 * fields destroy what is to be learned.
 */
export const randomField = defineMixer({
  name: 'random-field',
  domain: 'image',
  paper: 'arXiv:2311.03629',
  pairing: 'own',
  refuses: () => ({ mask: moved, boxes: moved }),
  options: z.object({
    decay: option(z.number().check(z.gt(0), z.lte(20))).default(4)
      .describe('how fast the power of the fields falls off'),
    cells: count.default(32)
      .describe('the cells of a field along an axis, at most; between them it is interpolated'),
    translation: spread(0.03, 'the way along each axis, as a share of it'),
    rotation: spread(0.05, 'the angle, in radians'),
    scale: spread(0.05, 'the logarithm of the scale'),
    brightness: spread(0.05, 'the logarithm of the brightness'),
    contrast: spread(0.1, 'the logarithm of the contrast'),
    saturation: spread(0.1, 'the logarithm of the saturation'),
    hue: spread(0.1, 'the angle of the hue, in radians')
  }),

  plan: ({ size }, options, draw) => [own({
    view: [{
      step: 'random-field', seed: draw.seed('fields'), field: rows(size, i => i), ...options
    }]
  })]
})
