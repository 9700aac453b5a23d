/** Milliseconds of many rounds: the middle, and the middle half. */
export interface Times {
  readonly median: number
  readonly quarters: readonly [lower: number, upper: number]
}

/** What one who does the work needed for it. */
export interface Column extends Times {
  readonly who: string
  readonly rounds: number
  /** Bytes read and written at least, where memory is what bounds the work. */
  readonly bytes?: number
}

/** What was to be reached, and what was. */
export interface Verdict {
  readonly against: string
  /** Either the time divided by theirs at most, or theirs divided by the time at least. */
  readonly most?: number
  readonly least?: number
  readonly aim?: number
  /** The middle of the quotients round by round: what disturbs a round disturbs both. */
  readonly ratio: Times
}

/** Some work, and all who did it by turns; the first is this library. */
export interface Line {
  readonly size: string
  readonly name: string
  readonly columns: readonly Column[]
  readonly verdicts: readonly Verdict[]
}

/** What a part of the benchmarks ends with, as the last line that it prints. */
export interface Part {
  /** Versions of what it ran beside. */
  readonly versions: Readonly<Record<string, string>>
  readonly lines: readonly Line[]
}

export function timesOf (values: readonly number[]): Times {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]
  return { median: at(0.5), quarters: [at(0.25), at(0.75)] }
}

export const met = ({ ratio, most, least }: Verdict): boolean =>
  ratio.median <= (most ?? Infinity) && ratio.median >= (least ?? 0)

/** A line as a terminal shows it. */
export function told ({ name, columns, verdicts }: Line): string {
  const ms = ({ who, median }: Column): string => `${who} ${median.toFixed(median < 1 ? 3 : 1)}`
  const against = verdicts.map(verdict => `\n    ${verdict.ratio.median.toFixed(2)} against ${
    verdict.against}, ${bar(verdict)}: ${met(verdict) ? 'met' : 'MISSED'}`)
  return `${name}: ${columns.map(ms).join(', ')} ms${against.join('')}`
}

export const bar = ({ most, least, aim }: Verdict): string =>
  (most === undefined ? `at least ${least}` : `at most ${most}`) +
  (aim === undefined ? '' : `, aim ${aim}`)
