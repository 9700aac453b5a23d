import { inDomain } from '../../../core/index.js'
import * as anywhere from './anywhere.js'

/** Mixers of whole rows, which work in every domain, as this one registers them. */
export const iMix = inDomain('embedding', anywhere.iMix)
export const metrix = inDomain('embedding', anywhere.metrixMix)
export const mixCo = inDomain('embedding', anywhere.mixCo)
export const mixGen = inDomain('embedding', anywhere.mixGen)
export const unMix = inDomain('embedding', anywhere.unMix)
