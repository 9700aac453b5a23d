import { comixup } from './comixup.js'
import type { LabellingLaw } from './law.js'
import { puzzlemix } from './puzzlemix.js'

/** The methods whose labellings a solver finds, by their golden file. */
export const labellings: Readonly<Record<string, LabellingLaw>> = { comixup, puzzlemix }
