import { normalizeBytes } from '../../../../core/index.js'
import type { Case, Group } from '../case.js'
import { within } from '../case.js'
import * as plain from '../rivals/plain.js'
import * as usual from '../rivals/usual.js'

/** Bytes of pictures as numbers. */
export const bytes: Group = {
  name: 'normalizeBytes',
  cases: (scene): Case[] => {
    const { bytes, shape, partner, shares, rest } = scene
    const options = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
    const terms = [{ coefficient: shares }, { rows: partner, coefficient: rest }]
    return [
      {
        name: 'normalizeBytes', peer: 'widen', ...within('widen', 2.2, 1.5),
        run: () => normalizeBytes({ data: bytes, shape }, options),
        rivals: {
          'tfjs, as usual': usual.widened(scene, options.mean, options.std)
        },
        loop: plain.widened(scene, options.mean, options.std)
      },
      {
        name: 'normalizeBytes, two terms', peer: 'widenmix', ...within('widenmix', 2.2, 1.5),
        run: () => normalizeBytes({ data: bytes, shape }, { ...options, terms })
      }
    ]
  }
}
