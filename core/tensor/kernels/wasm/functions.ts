import { code } from './code.js'
import type { KernelModule } from './module.js'
import { kernelModule } from './module.js'

type Names = 'allFinite' | 'assemble' | 'blendMask' | 'blendShares' | 'clear' | 'combineRows' |
  'copy' | 'copyRows' | 'mix' | 'mixBoth' | 'normalizeRow' | 'normalizeRows' | 'pasteBoxes' |
  'pasteResized' | 'rowDots' | 'segmentSum' | 'spreadResized' | 'weighRows'

/** The functions of assembly/, whose sources say what their numbers are. */
export type Kernels = Readonly<Record<Names, (...numbers: number[]) => number>>

export const kernels: KernelModule<Kernels> = kernelModule<Kernels>(code)
