import type { Exemption } from './entry.js'

/** Of mixers that move patches of their images first, which masks and boxes do not follow. */
export function moved<Options> (
  when: (options: Options) => boolean
): ReadonlyArray<Exemption<Options>> {
  const reason = 'patches are moved by a step that masks, boxes and arrays on the host do not ' +
    'have; test/image/puzzlemix compares backends'
  return ([
    'host-equals-tensor', 'hidden-map-even-edges', 'hidden-map-odd-edges', 'masks-follow',
    'annotations-follow', 'target-shares', 'wasm-equals-cpu', 'inputs-untouched'
  ] as const).map(property => ({ property, reason, when }))
}
