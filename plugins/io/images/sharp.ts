import type Sharp from 'sharp'
import { peer } from '../../peer.js'

/** The sharp function itself. */
export type SharpFunction = typeof Sharp

/**
 * sharp, imported when it is first needed.
 *
 * @throws MISSING_PEER if it is not installed
 */
export async function loadSharp (who: string): Promise<SharpFunction> {
  return (await peer(who, 'sharp', () => import('sharp'))).default
}
