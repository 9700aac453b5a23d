export { fft, fftFrequencies, rfft } from './fft.js'
export { fftN, irfftN } from './fft-n.js'
export type { Complex } from './roots.js'
export { inverse } from './inverse.js'
