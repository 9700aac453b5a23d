import { inDomain } from '../../../core/index.js'
import * as anywhere from './anywhere.js'

/** Mixers of whole rows, which work in every domain, as this one registers them. */
export const iMix = inDomain(anywhere.iMix, 'embedding')
export const mixCo = inDomain(anywhere.mixCo, 'embedding')
export const mixGen = inDomain(anywhere.mixGen, 'embedding')
export const unMix = inDomain(anywhere.unMix, 'embedding')
