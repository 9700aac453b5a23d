import type { Adapter, Forms } from '../../adapter.js'
import { clip } from './clip.js'
import { clipRocket } from './clip-rocket.js'
import { dropmix } from './dropmix.js'
import { embeddingExpansion } from './embedding-expansion.js'
import { embeddingMixup } from './embedding-mixup.js'
import { imix } from './imix.js'
import { knnTopk } from './knn-topk.js'
import { m2mix } from './m2mix.js'
import { metrix } from './metrix.js'
import { mixco } from './mixco.js'
import { mochi } from './mochi.js'
import { ntxent } from './ntxent.js'
import { pmlLosses } from './pml-losses.js'
import { rnc } from './rnc.js'
import { slerp } from './slerp.js'
import { supcon } from './supcon.js'
import { supremix } from './supremix.js'
import { uniformityAlignment } from './uniformity-alignment.js'
import { unmix } from './unmix.js'

/** Embeddings: losses and their gradients, by file. */
export const embeddingAdapters: Readonly<Record<string, Adapter<Forms>>> = {
  clip,
  clip_rocket: clipRocket,
  dropmix,
  embedding_expansion: embeddingExpansion,
  embedding_mixup: embeddingMixup,
  imix,
  knn_topk: knnTopk,
  m2mix,
  metrix,
  mixco,
  mochi,
  ntxent,
  pml_losses: pmlLosses,
  rnc,
  slerp,
  supcon,
  supremix,
  uniformity_alignment: uniformityAlignment,
  unmix
}
