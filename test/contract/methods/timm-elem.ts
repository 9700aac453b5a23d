import { timm } from '../../../domains/image/index.js'

/** timm's `Mixup` by elements, mixup and CutMix in turns, as its recipes have it. */
export const timmElem = timm({ mode: 'elem', mixupAlpha: 0.8, cutmixAlpha: 1 })
