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

/**
 * What becomes of a target. One against a library is no longer what counts where a compiled one is
 * at the bound of the machine: nobody is much faster than that, so the bound is the gate.
 */
export type Outcome = 'met' | 'gated' | 'missed'

export function outcomeOf (line: Line, verdict: Verdict): Outcome {
  if (met(verdict)) return 'met'
  return againstLibrary(verdict) && peerAtBound(line) !== undefined ? 'gated' : 'missed'
}

const againstLibrary = ({ against }: Verdict): boolean => against.startsWith('torch')

/** The bound of some work: who takes the least time that the machine allows. */
const boundOf = ({ columns }: Line): Column | undefined =>
  columns.find(({ who, bytes }) => who.startsWith('C ') && bytes !== undefined)

/** How far a compiled library is from the bound, if it is as near as is asked of this one. */
export function peerAtBound (line: Line): { readonly who: string, readonly ratio: number } |
undefined {
  const bound = boundOf(line)
  if (bound === undefined) return undefined
  return line.columns.filter(({ who }) => who === 'torch.compile' || who === 'torch, best')
    .map(({ who, median }) => ({ who, ratio: median / bound.median }))
    .find(({ ratio }) => ratio <= 1.25)
}

/** Whether a target asks for less time than the machine allows. */
export function belowBound (line: Line, { against, least }: Verdict): boolean {
  const bound = boundOf(line)
  const other = line.columns.find(({ who }) => who === against)
  return bound !== undefined && other !== undefined && least !== undefined &&
    other.median / least < bound.median
}

/** A line as a terminal shows it. */
export function told (line: Line): string {
  const { name, columns, verdicts } = line
  const ms = ({ who, median }: Column): string => `${who} ${median.toFixed(median < 1 ? 3 : 1)}`
  const against = verdicts.map(verdict => `\n    ${verdict.ratio.median.toFixed(2)} against ${
    verdict.against}, ${bar(verdict)}: ${outcomeOf(line, verdict)}`)
  return `${name}: ${columns.map(ms).join(', ')} ms${against.join('')}`
}

export const bar = ({ most, least, aim }: Verdict): string =>
  (most === undefined ? `at least ${least}` : `at most ${most}`) +
  (aim === undefined ? '' : `, aim ${aim}`)
