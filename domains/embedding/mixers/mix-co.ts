import * as z from 'zod/mini'
import { defineMixer, numbers, over, rows } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/**
 * MixCo: half as many mixes as rows, of row i and of row i + n / 2.
 *
 * Kim et al., arXiv:2010.06300; law of the authors' code (Lee-Gihun/MixCo-Mixup-Contrast@8374aac,
 * `encoder.py`): λ ~ U(0, 1) a mix, the share of the first; even batches only.
 * `mixCoLoss` reads the targets.
 */
export const mixCo = defineMixer({
  name: 'mix-co',
  domain: 'any',
  paper: 'arXiv:2010.06300',
  options: z.object({}),

  plan ({ size }, _options, draw) {
    if (size % 2 !== 0)
      throw fail('INPUT', 'mix-co', 'x', 'must have an even number of rows', size)
    const half = size / 2
    const lambda = numbers(half, () => draw.uniform('lambda'))
    return {
      size: half,
      layers: [
        over({ rows: rows(half, i => i) }),
        over({ rows: rows(half, i => half + i) }, { coefficient: lambda.map(each => 1 - each) })
      ]
    }
  }
})
