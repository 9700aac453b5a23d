import { fail } from '../../../../core/errors.js'
import { knownOptions, limit, MEBI } from '../limits.js'

export interface CsvOptions {
  /** A tab for a path that ends in `.tsv` or `.tab`, a comma otherwise. */
  readonly delimiter?: string
  /** The first line names the columns (true, the default), nothing does (false), or these do. */
  readonly header?: boolean | readonly string[]
  /** The columns that hold numbers: these, or `all`. The others are text. None by default. */
  readonly numbers?: 'all' | readonly string[]
  /** The fields that mean "missing", exactly as written: `['', 'NA']`. None by default. */
  readonly missing?: readonly string[]
  /** The longest record, in characters; 2 ** 20 by default. */
  readonly maximumRecord?: number
  /** The most rows that `columns()` collects; 10 million by default. Rows one by one: no limit. */
  readonly maximumRows?: number
}

export interface CsvChoices {
  readonly delimiter: string
  readonly header: boolean | readonly string[]
  readonly numbers: 'all' | ReadonlySet<string>
  readonly missing: ReadonlySet<string>
  readonly maximumRecord: number
  readonly maximumRows: number
}

const WHO = 'readCsv'
const KNOWN = ['delimiter', 'header', 'numbers', 'missing', 'maximumRecord', 'maximumRows']

/**
 * @throws OPTION, UNKNOWN_OPTION
 */
export function choicesOf (source: unknown, options: CsvOptions): CsvChoices {
  knownOptions(WHO, options, KNOWN)
  const { delimiter = delimiterOf(source), header = true, numbers = [], missing = [] } = options
  if (typeof header !== 'boolean') texts('header', header)
  if (numbers !== 'all') texts('numbers', numbers)
  texts('missing', missing)
  return {
    delimiter: checkDelimiter(WHO, delimiter),
    header,
    numbers: numbers === 'all' ? numbers : new Set(numbers),
    missing: new Set(missing),
    maximumRecord: limit(WHO, 'maximumRecord', options.maximumRecord, MEBI),
    maximumRows: limit(WHO, 'maximumRows', options.maximumRows, 10_000_000)
  }
}

/** A tab for a path that says so, a comma otherwise. */
export function delimiterOf (path: unknown): string {
  return typeof path === 'string' && /\.(tsv|tab)$/i.test(path) ? '\t' : ','
}

/**
 * @throws OPTION
 */
export function checkDelimiter (who: string, delimiter: string): string {
  if (typeof delimiter !== 'string' || !/^[^"\r\n\ufeff]$/.test(delimiter))
    throw fail('OPTION', who, 'delimiter', 'must be one character, not a quote or line end',
      delimiter)
  return delimiter
}

function texts (option: string, value: readonly string[]): void {
  if (!Array.isArray(value) || !value.every(each => typeof each === 'string'))
    throw fail('OPTION', WHO, option, 'must be a list of texts', value)
}
