import type { Objective } from '../../../core/index.js'
import { barLip } from './bar-lip.js'
import { byol } from './byol.js'
import { clip } from './clip.js'
import { clipRocket } from './clip-rocket.js'
import { contrastive } from './contrastive.js'
import { dcl } from './dcl.js'
import { expansionTriplet } from './expansion-triplet.js'
import { graphContrast } from './graph-contrast.js'
import { infoNCE } from './info-nce.js'
import { metrix } from './metrix.js'
import { metrixProxy } from './metrix-proxy.js'
import { mixCoLoss } from './mix-co.js'
import { multiModalLoss } from './multi-modal.js'
import { multiSimilarity } from './multi-similarity.js'
import { ntXent } from './nt-xent.js'
import { proxyAnchor } from './proxy-anchor.js'
import { rankNContrast } from './rank-n-contrast.js'
import { siamLip } from './siam-lip.js'
import { sigLip } from './sig-lip.js'
import { supCon } from './sup-con.js'
import { supReMixLoss } from './sup-re-mix.js'
import { swaLip } from './swa-lip.js'
import { triplet } from './triplet.js'
import { unMixLoss } from './un-mix.js'

/** The losses of this domain, by the names that a registry has for them. */
export const objectives: Readonly<Record<string, Objective>> = {
  'bar-lip': barLip,
  byol,
  clip,
  'clip-rocket': clipRocket,
  contrastive,
  dcl,
  'expansion-triplet': expansionTriplet,
  'graph-contrast': graphContrast,
  'info-nce': infoNCE,
  metrix,
  'metrix-proxy': metrixProxy,
  'mix-co': mixCoLoss,
  'm3-mix': multiModalLoss,
  'multi-similarity': multiSimilarity,
  'nt-xent': ntXent,
  'proxy-anchor': proxyAnchor,
  'rank-n-contrast': rankNContrast,
  'siam-lip': siamLip,
  'sig-lip': sigLip,
  'sup-con': supCon,
  'sup-re-mix': supReMixLoss,
  'swa-lip': swaLip,
  triplet,
  'un-mix': unMixLoss
}
