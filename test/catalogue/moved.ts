import type { Exemption } from './entry.js'

/** Of mixers that move patches of their images first. */
export function moved<Options> (
  when: (options: Options) => boolean
): ReadonlyArray<Exemption<Options>> {
  return [
    {
      property: 'target-shares', when,
      reason: 'places that no patch comes to are black, and the target goes by the mask'
    },
    { property: 'hidden-map-even-edges', reason: 'a hidden map has no steps', when },
    { property: 'hidden-map-odd-edges', reason: 'a hidden map has no steps', when }
  ]
}
