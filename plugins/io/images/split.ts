import { createHash } from 'node:crypto'
import { fail } from '../../../core/errors.js'

/** The name of what no other split takes. */
export const REST = 'train'

/** Shares of the images by the name of their split. */
export type Shares = Readonly<Record<string, number>>

/**
 * Checks shares: each from 0 to 1, together at most 1. `train` gets what is left; if it is named,
 * they must make 1.
 *
 * @throws OPTION
 */
export function checkShares (who: string, shares: Shares): void {
  const sum = Object.values(shares).reduce((total, share) => total + share, 0)
  if (sum > 1 + 1e-9)
    throw fail('OPTION', who, 'split', 'must have shares of at most 1 in all', sum)
  if (Object.hasOwn(shares, REST) && sum < 1 - 1e-9)
    throw fail('OPTION', who, 'split', `must have shares of 1 in all where it names "${REST}"`, sum)
}

/**
 * The split of a file, by chance that only the seed and its name decide: files that are added or
 * removed move no other.
 *
 * @param file - relative to the folder, parts separated by `/`
 */
export function splitOf (file: string, shares: Shares, seed: number): string {
  const digest = createHash('sha256').update(`${seed}\n${file.normalize('NFC')}`).digest()
  const at = digest.readUIntBE(0, 6) / 2 ** 48
  let end = 0
  for (const name of Object.keys(shares).sort()) {
    if (name === REST) continue
    end += shares[name]
    if (at < end) return name
  }
  return REST
}
