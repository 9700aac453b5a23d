import { permutation } from '../../../core/index.js'
import { geodesic } from '../../../domains/embedding/index.js'
import { exempt, onArcs } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/geodesic', geodesic, {
  options: [{}, { alpha: 2, per: 'sample', pairing: permutation() }],
  draws: ['lambda', 'pair'],
  goldens: ['embedding/m2mix'],
  exemptions: [
    ...exempt(onArcs,
      'target-shares', 'gradient', 'host-equals-tensor', 'batch-of-one', 'arrays-untouched',
      'hidden-map-even-edges', 'hidden-map-odd-edges')
  ]
})
