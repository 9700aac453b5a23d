import type { Exemption } from './entry.js'

/** Of mixers whose blend looks at what it blends. */
export const blended: readonly Exemption[] = [
  ...([
    'host-equals-tensor', 'hidden-map-even-edges', 'hidden-map-odd-edges', 'masks-follow',
    'annotations-follow', 'target-shares', 'wasm-equals-cpu', 'inputs-untouched'
  ] as const).map(property => ({
    property,
    reason: 'features are moved on the way, by a blend that masks and arrays do not have; ' +
      'test/image/alignmix compares backends'
  })),
  { property: 'gradient', reason: 'no gradient passes through the transport, as in the paper' },
  { property: 'batch-of-one', reason: 'transport to itself moves features to their like' },
  { property: 'any-shape', reason: 'transport that has not settled does not sum to 1' }
]
