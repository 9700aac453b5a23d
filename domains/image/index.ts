/**
 * Images: their batch, and every mixer that needs height and width.
 *
 * @packageDocumentation
 */
import { registered } from '#registered/image'
import { defaultRegistry } from '../../core/index.js'

export { transportOf } from './align/transport.js'
export type { AlignOptions } from './align/transport.js'
export { image } from './batch.js'
export type { ImageBatch, Images } from './batch.js'
export { centre, clippedBox } from './boxes.js'
export type { Centre } from './boxes.js'
export { yoco } from './compose/yoco.js'
export * from './mixers/index.js'
export { augmixLoss, jensenShannon } from './objectives/augmix-loss.js'
export { recursivemixLoss } from './objectives/recursivemix-loss.js'
export type { Recursion } from './objectives/recursivemix-loss.js'
export { operationNames } from './operations/names.js'
export type { OperationName } from './operations/names.js'
export { operate } from './operations/operate.js'
export type { Pixels } from './puzzle/borders.js'
export { agreement } from './refine/progress.js'
export { greedyCycle } from './saliency/greedy-cycle.js'
export { activationMaps, classActivation } from './signals/activation.js'
export type { ActivationOptions, Classifier } from './signals/activation.js'
export { modelAttention, modelFeatures } from './signals/features.js'
export type { FeatureOptions } from './signals/features.js'
export type { Maps } from './signals/given.js'
export { gradientSaliency, inputGradient } from './signals/gradient.js'
export type { GradientOptions } from './signals/gradient.js'
export { batchMasks } from './signals/masks.js'
export type { ClassMasks } from './signals/masks.js'
export type { GivenBatch, Network } from './signals/network.js'
export { hostPixels } from './signals/pixels.js'
export { fineGrainedSaliency, spectralResidualSaliency } from './signals/saliency.js'
export type { SaliencyMaps } from './signals/saliency.js'
export { adapted } from './styles/adapted.js'
export { styles } from './styles/styles.js'
export type { StyleOptions } from './styles/styles.js'
export { imageDomain } from './plugin.js'

defaultRegistry.load(registered)
