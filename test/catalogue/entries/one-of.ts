import { mixup, oneOf } from '../../../core/index.js'
import { cutmix, kerasCutmix } from '../../../domains/image/index.js'
import { compositionEntry } from '../entry.js'

interface Options { readonly weights: readonly [number, number, number] }

export const entry = compositionEntry<Options>('one-of', oneOf, {
  make: ({ weights: [first, second, third] }) => oneOf([
    [cutmix({ alpha: 0.7 }), first],
    [mixup({ alpha: 0.2, per: 'sample' }), second],
    [oneOf([kerasCutmix(), mixup()]), third]
  ]),
  options: [{ weights: [1, 1, 1] }, { weights: [0, 3, 0] }],
  draws: ['branch', 'lambda', 'centerY', 'centerX', 'alpha', 'y', 'x', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'one of its mixers is Keras\' CutMix, whose labels follow the real area of its boxes',
    when: ({ weights }) => weights[2] > 0
  }]
})
