import type { Exemption } from './entry.js'

/** Of mixers whose blend looks at what it blends. */
export const blended: readonly Exemption[] = [
  { property: 'gradient', reason: 'no gradient passes through the transport, as in the paper' },
  { property: 'batch-of-one', reason: 'transport to itself moves features to their like' },
  { property: 'target-shares', reason: 'features are moved, and the target goes by λ' },
  ...(['hidden-map-even-edges', 'hidden-map-odd-edges'] as const).map(property =>
    ({ property, reason: 'the features of a smaller map go elsewhere' })),
  ...(['host-equals-tensor', 'arrays-untouched'] as const).map(property =>
    ({ property, reason: 'it is a mixer of tensors alone, inside the loss' }))
]
