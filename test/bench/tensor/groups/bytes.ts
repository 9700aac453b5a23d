import { normalizeBytes } from '../../../../core/index.js'
import type { Group } from '../case.js'

/** Bytes of pictures as numbers. */
export const bytes: Group = {
  name: 'normalizeBytes',
  cases: ({ bytes, shape, partner, shares, rest }) => {
    const options = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
    const terms = [{ coefficient: shares }, { rows: partner, coefficient: rest }]
    return [
      {
        name: 'normalizeBytes', bound: 'widen', limit: 2.2, aim: 1.5,
        run: () => normalizeBytes({ data: bytes, shape }, options)
      },
      {
        name: 'normalizeBytes, two terms', bound: 'widenmix', limit: 2.2, aim: 1.5,
        run: () => normalizeBytes({ data: bytes, shape }, { ...options, terms })
      }
    ]
  }
}
