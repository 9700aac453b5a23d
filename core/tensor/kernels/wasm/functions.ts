import { code } from './code.js'
import type { KernelModule } from './module.js'
import { kernelModule } from './module.js'

type Names = 'allFinite' | 'arcSlopes' | 'arcWeights' | 'assemble' | 'assembleCells' |
  'blendMask' | 'blendShares' | 'clear' | 'combineRows' | 'copy' | 'copyRows' | 'logSumExpRows' |
  'mix' | 'mixBoth' | 'normalizeRow' | 'normalizeRows' | 'pairDots' | 'pasteBoxes' |
  'pasteResized' | 'rowDots' | 'segmentSum' | 'slerpRows' | 'slerpSlopes' | 'softmaxParts' |
  'spreadColumns' | 'spreadResized' | 'takeColumns' | 'weighRows'

/** The functions of assembly/, whose sources say what their numbers are. */
export type Kernels = Readonly<Record<Names, (...numbers: number[]) => number>>

export const kernels: KernelModule<Kernels> = kernelModule<Kernels>(code)
