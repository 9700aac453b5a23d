import { providers } from './providers.js'

// Where a mixer needs signals: a page without such mixers does not load their names
Object.assign(providers, {
  saliency: ['fineGrainedSaliency', 'spectralResidualSaliency', 'gradientSaliency(model)'],
  masks: ['batchMasks'],
  pixels: ['hostPixels'],
  features: ['modelFeatures(model)'],
  activation: ['classActivation(model)'],
  attention: ['modelAttention(attend)']
})
