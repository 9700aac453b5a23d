import { fail } from '../../../core/errors.js'
import type { Partners } from '../../../core/index.js'

/**
 * Partners of which the batch itself tells something: its saliency, its masks.
 *
 * @throws OPTION for a pairing that takes them from elsewhere, such as the step before
 */
export function within (who: string, partners: Partners): Partners {
  if (partners.pool === 'batch') return partners
  throw fail('OPTION', who, 'pairing', 'must give partners of the batch', partners.pool)
}
