import type { Exemption } from './entry.js'
import { propertyNames } from '../../plugins/check/properties/index.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'

/** What a plan alone must have, whoever carries it out. */
const plans: readonly PropertyName[] =
  ['same-seed', 'same-everywhere', 'replay', 'named-draws', 'sound']

/** Of mixers whose plans hold ranks or streams, which only a loss can carry out. */
export const inLossAlone: readonly Exemption[] = propertyNames
  .filter(property => !plans.includes(property))
  .map(property => ({ property, reason: 'a loss makes its rows: they are painted nowhere else' }))

/** Of mixers along arcs, tried on rows that have not length 1. */
export const onArcs: readonly Exemption[] = (
  ['gradient', 'host-equals-tensor', 'any-shape', 'hidden-map-even-edges', 'hidden-map-odd-edges',
    'wasm-equals-cpu', 'batch-of-one'] as const
).map(property => ({ property, reason: 'arcs are between rows of length 1, which images have not' }))
