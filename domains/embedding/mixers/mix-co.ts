import * as z from 'zod/mini'
import { defineMixer, numbers, over, rows } from '../../../core/index.js'

/**
 * MixCo: half as many mixes as rows, of row i and of row i + n / 2.
 *
 * Kim et al., arXiv:2010.06300; law of the authors' code (Lee-Gihun/MixCo-Mixup-Contrast@8374aac,
 * `encoder.py`): λ ~ U(0, 1) a mix, the share of the first.
 * `mixCoLoss` reads the targets.
 */
export const mixCo = defineMixer({
  name: 'mix-co',
  domain: 'any',
  paper: 'arXiv:2010.06300',
  pairing: 'own',
  options: z.object({}),

  plan ({ size }, _options, draw) {
    // Of an odd batch, which the code refuses, the row in the middle is left out
    const half = Math.max(1, Math.floor(size / 2))
    const lambda = numbers(half, () => draw.uniform('lambda'))
    return {
      size: half,
      layers: [
        over({ rows: rows(half, i => i) }),
        over({ rows: rows(half, i => size - half + i) },
          { coefficient: lambda.map(each => 1 - each) })
      ]
    }
  }
})
