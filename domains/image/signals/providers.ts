/** The functions of this domain that give a signal, as errors and pages name them. */
export const providers = {
  saliency: ['fineGrainedSaliency', 'spectralResidualSaliency', 'gradientSaliency(model)'],
  masks: ['batchMasks'],
  pixels: ['hostPixels'],
  features: ['modelFeatures(model)'],
  activation: ['classActivation(model)'],
  attention: ['modelAttention(attend)']
} as const
