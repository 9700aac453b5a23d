import { fail } from '../../../core/errors.js'
import { checkShare } from '../checks.js'

/** Soft labels, a row for each sample. */
export type SoftRows = ReadonlyArray<readonly number[]>

/**
 * Sharpens guessed labels: p^(1/T), made to sum to 1 (MixMatch).
 *
 * @param temperature - T, above 0; 0.5 in MixMatch
 * @throws OPTION for a temperature that is not above 0, INPUT for what is no rows, and for rows of
 *   zeros alone
 */
export function sharpen (rows: SoftRows, temperature = 0.5): number[][] {
  if (!(typeof temperature === 'number' && temperature > 0))
    throw fail('OPTION', 'sharpen', 'temperature', 'must be greater than 0', temperature)
  return checked(rows, 'sharpen').map((row, i) => {
    // Shares of the largest, so that no power is too small for a number
    const most = Math.max(...row)
    return toOne(row.map(p => (p / most) ** (1 / temperature)), 'sharpen', i)
  })
}

/**
 * Distribution alignment (ReMixMatch): guesses times the share of their class among labels over
 * that among guesses, made to sum to 1.
 *
 * @param labelled - the mean of the labels
 * @param unlabelled - the running mean of the guesses
 * @throws INPUT for what is no rows, rows of zeros alone, and means of other lengths
 */
export function alignDistribution (
  rows: SoftRows, labelled: readonly number[], unlabelled: readonly number[]
): number[][] {
  const list = checked(rows, 'alignDistribution')
  for (const [name, mean] of [['labelled', labelled], ['unlabelled', unlabelled]] as const) {
    if (!isShares(mean) || mean.length !== list[0].length)
      throw fail('INPUT', 'alignDistribution', name, `must have ${list[0].length} shares`, mean)
  }
  return list.map((row, i) => toOne(row.map((p, k) =>
    p * Math.max(labelled[k], 1e-6) / Math.max(unlabelled[k], 1e-6)), 'alignDistribution', i))
}

/**
 * Which guesses FixMatch trusts, and their classes.
 *
 * @param threshold - a guess counts whose largest share is at least this; 0.95 in FixMatch
 * @throws INPUT for what is no rows, OPTION for a threshold beyond 0 … 1
 */
export function fixMatchMask (
  rows: SoftRows, threshold = 0.95
): { readonly mask: Uint8Array, readonly label: Int32Array } {
  const list = checked(rows, 'fixMatchMask')
  checkShare(threshold, 'fixMatchMask', 'threshold')
  const label = Int32Array.from(list, row => row.indexOf(Math.max(...row)))
  return { mask: Uint8Array.from(list, (row, i) => Number(row[label[i]] >= threshold)), label }
}

function checked (rows: unknown, who: string): SoftRows {
  const [first] = Array.isArray(rows) ? rows as unknown[] : []
  const width = isShares(first) ? first.length : 0
  if (width > 0 && (rows as unknown[]).every(row => isShares(row) && row.length === width))
    return rows as SoftRows
  throw fail('INPUT', who, 'rows', 'must be rows of shares of at least 0, all of one length', rows)
}

function isShares (row: unknown): row is readonly number[] {
  return Array.isArray(row) && Array.from<unknown>(row).every(share =>
    typeof share === 'number' && share >= 0 && share < Infinity)
}

function toOne (row: readonly number[], who: string, at: number): number[] {
  const sum = row.reduce((total, each) => total + each, 0)
  if (sum > 0) return row.map(each => each / sum)
  throw fail('INPUT', who, `rows[${at}]`, 'must have a share above 0', row.map(() => 0))
}
