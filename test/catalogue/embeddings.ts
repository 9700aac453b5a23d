import type { Exemption } from './entry.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'

/** These properties, for one reason. */
export function exempt (
  reason: string, ...properties: readonly PropertyName[]
): readonly Exemption[] {
  return properties.map(property => ({ property, reason }))
}

/** Why a plan of ranks or streams is painted nowhere. */
export const inLossAlone = 'a loss makes its rows: they are painted nowhere else'
/** Why arcs are not tried on images. */
export const onArcs = 'arcs are between tensors of rows of length 1, which images have not'
/** Why closing steps are not tried on images. */
export const closes = 'rows are brought to length 1 at the end, on tensors alone'
