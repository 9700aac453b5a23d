import { fail } from '../../../core/errors.js'

/** Soft labels, a row for each sample. */
export type SoftRows = ReadonlyArray<readonly number[]>

/**
 * Sharpens guessed labels: p^(1/T), made to sum to 1 (MixMatch).
 *
 * @param temperature - T, above 0; 0.5 in MixMatch
 * @throws OPTION for a temperature that is not above 0, INPUT for what is no rows
 */
export function sharpen (rows: SoftRows, temperature = 0.5): number[][] {
  if (!(temperature > 0))
    throw fail('OPTION', 'sharpen', 'temperature', 'must be greater than 0', temperature)
  return checked(rows, 'sharpen').map(row => toOne(row.map(p => p ** (1 / temperature))))
}

/**
 * Distribution alignment (ReMixMatch): guesses times the share of their class among labels over
 * that among guesses, made to sum to 1.
 *
 * @param labelled - the mean of the labels
 * @param unlabelled - the running mean of the guesses
 * @throws INPUT for what is no rows, or means of other lengths
 */
export function alignDistribution (
  rows: SoftRows, labelled: readonly number[], unlabelled: readonly number[]
): number[][] {
  const list = checked(rows, 'alignDistribution')
  for (const [name, mean] of [['labelled', labelled], ['unlabelled', unlabelled]] as const) {
    if (!Array.isArray(mean) || mean.length !== list[0].length)
      throw fail('INPUT', 'alignDistribution', name, `must have ${list[0].length} numbers`, mean)
  }
  return list.map(row => toOne(row.map((p, k) =>
    p * Math.max(labelled[k], 1e-6) / Math.max(unlabelled[k], 1e-6))))
}

/**
 * Which guesses FixMatch trusts, and their classes.
 *
 * @param threshold - a guess counts whose largest share is at least this; 0.95 in FixMatch
 */
export function fixMatchMask (
  rows: SoftRows, threshold = 0.95
): { readonly mask: Uint8Array, readonly label: Int32Array } {
  const list = checked(rows, 'fixMatchMask')
  const label = Int32Array.from(list, row => row.indexOf(Math.max(...row)))
  return { mask: Uint8Array.from(list, (row, i) => Number(row[label[i]] >= threshold)), label }
}

function checked (rows: unknown, who: string): SoftRows {
  const wide = Array.isArray(rows) && rows.length > 0 && Array.isArray(rows[0])
  const width = wide ? (rows[0] as number[]).length : 0
  if (wide && (rows as SoftRows).every(row =>
    row.length === width && row.every(share => share >= 0))) return rows as SoftRows
  throw fail('INPUT', who, 'rows', 'must be rows of shares of at least 0, all of one length', rows)
}

function toOne (row: readonly number[]): number[] {
  const sum = row.reduce((total, each) => total + each, 0)
  return row.map(each => each / sum)
}
