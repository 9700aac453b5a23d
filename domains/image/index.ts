/**
 * Images: their batch, and every mixer that needs height and width.
 *
 * @packageDocumentation
 */
import { registered } from '#registered/image'
import { defaultRegistry } from '../../core/index.js'

export { image } from './batch.js'
export type { ImageBatch, Images } from './batch.js'
export { yoco } from './compose/yoco.js'
export { centre, clippedBox } from './boxes.js'
export type { Centre } from './boxes.js'
export * from './mixers/index.js'
export { augmixLoss, jensenShannon } from './objectives/augmix-loss.js'
export { operationNames } from './operations/names.js'
export type { OperationName } from './operations/names.js'
export { operate } from './operations/operate.js'
export { batchMasks } from './signals/masks.js'
export type { ClassMasks } from './signals/masks.js'
export { fineGrainedSaliency, spectralResidualSaliency } from './signals/saliency.js'
export type { SaliencyMaps } from './signals/saliency.js'
export { adapted } from './styles/adapted.js'
export { styles } from './styles/styles.js'
export type { StyleOptions } from './styles/styles.js'
export { imageDomain } from './plugin.js'

defaultRegistry.load(registered)
