import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import { defineMixer, option, over, own, probability, roll } from '../../../core/index.js'
import type { ClassMasks } from '../signals/masks.js'
import '../signals/named.js'
import { within } from '../signals/within.js'

/**
 * Kornia's `RandomTransplantation`: all pixels of one class of the partner, in the image and in its
 * mask.
 *
 * Law of kornia/kornia@b4f5a78a1, `transplantation.py`: the donor of a row is the row before it; of
 * the classes in its mask, without the excluded ones, one is taken, each equally likely; all donors
 * are the batch as it came. Labels, which Kornia does not mix, follow the pixels.
 *
 * Departure: a donor without any class left gives nothing, where in Kornia's code the classes of
 * later donors go to the wrong ones.
 */
export const korniaTransplantation = defineMixer({
  name: 'kornia-transplantation',
  domain: 'image',
  paper: 'kornia',
  pairing: roll(),
  options: z.object({
    excluded: option(z.array(z.int())).default([]).describe('classes that are never taken'),
    probability: probability.default(0.5).describe('how often an image takes something over')
  }),
  signals: ['masks'],

  plan ({ size, axes, frame, pair, signals }, { excluded, probability: often }, draw) {
    const { data, shape } = Object(signals.masks) as Partial<ClassMasks>
    const listed = data instanceof Uint8Array || data instanceof Int32Array
    const wanted = [size, ...frame]
    const each = frame[0] * frame[1]
    if (!listed || String(shape) !== String(wanted) || data.length !== size * each) {
      throw fail('SIGNAL', 'kornia-transplantation', 'masks', 'its function must give ' +
        `{ data: Uint8Array or Int32Array, shape: [${wanted.join(', ')}] }, a class a pixel`)
    }
    const partner = within('kornia-transplantation', pair())
    const levels = new Uint8Array(size * each)
    for (let row = 0; row < size; row++) {
      if (!draw.chance('mix', often)) continue
      const donor = data.subarray(partner.rows[row] * each, (partner.rows[row] + 1) * each)
      const classes = [...new Set(donor)].filter(id => !excluded.includes(id)).sort((a, b) => a - b)
      if (classes.length === 0) continue
      const taken = classes[draw.int('class', classes.length)]
      donor.forEach((id, k) => { levels[row * each + k] = Number(id === taken) })
    }
    return [own(), over(partner, { where: { kind: 'mask', axes, grid: frame, levels, of: 1 } })]
  }
})
