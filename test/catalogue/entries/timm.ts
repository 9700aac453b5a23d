import { permutation } from '../../../core/index.js'
import { timm } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

const both = { mixupAlpha: 0.8, cutmixAlpha: 1 }
const uncorrected = { correctLambda: false, mixupAlpha: 0, cutmixAlpha: 1 }

export const entry = mixerEntry('image/timm', timm, {
  options: [
    {},
    both,
    { ...both, mode: 'pair' },
    { ...both, mode: 'elem', switchProbability: 0.7, probability: 0.8 },
    { ...both, mode: 'half' },
    { ...both, mode: 'half', pairing: permutation() },
    { mixupAlpha: 0, cutmixMinmax: [0.2, 0.8], mode: 'elem' },
    { cutmixMinmax: [0.25, 0.75], probability: 0.5 },
    uncorrected,
    { ...uncorrected, mode: 'elem', pairing: permutation() }
  ],
  goldens: ['timm_mixup', 'label_smoothing'],
  draws: [
    'mix', 'switch', 'cutmixLambda', 'mixupLambda', 'centerY', 'centerX',
    'cutHeight', 'cutWidth', 'top', 'left', 'pair'
  ],
  exemptions: [{
    property: 'target-shares',
    reason: 'correct_lam off: targets keep the λ that was drawn, as timm offers it',
    when: ({ correctLambda }) => correctLambda === false
  }]
})
