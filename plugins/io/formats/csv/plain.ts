import { fail } from '../../../../core/errors.js'
import type { CsvRecord } from './records.js'

/** Limits of a record that hold however it is read. */
export interface RecordLimits {
  readonly delimiter: string
  readonly maximumRecord: number
  readonly mostColumns: number
}

/** What is left of a text once quotes begin: it, and where it stands. */
export interface Left {
  readonly text: string
  /** Lines that were read before it. */
  readonly lines: number
  /** Fields of a record, once the first was read. */
  readonly width: number | undefined
}

/**
 * The records of a text without quotes, which need nothing but cutting: many times as fast as a
 * parser of quotes. It ends with the first piece in which there is a quote, and gives that back.
 *
 * @throws FORMAT naming the line: ragged records, records that are too long
 */
export async function * plainRecords (
  name: string, pieces: AsyncIterator<string>, limits: RecordLimits
): AsyncGenerator<CsvRecord, Left> {
  const { delimiter, maximumRecord, mostColumns } = limits
  let [rest, lines] = ['', 0]
  let width: number | undefined
  const tooMany = (): Error => fail('FORMAT', name, `has more than ${mostColumns} columns`)
  /** Delimiters do not count towards the length of a record, but there are limits to them too. */
  const checkLength = (text: string, line: number): void => {
    if (text.length <= maximumRecord) return
    let delimiters = 0
    for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
      delimiters++
      if (delimiters >= mostColumns) throw tooMany()
    }
    if (text.length - delimiters > maximumRecord) throw tooLong(name, line)
  }
  const recordOf = (text: string): CsvRecord | undefined => {
    lines++
    if (text === '') return undefined
    checkLength(text, lines)
    const fields = text.split(delimiter)
    if (fields.length > mostColumns) throw tooMany()
    width ??= fields.length
    if (fields.length !== width)
      throw fail('FORMAT', name, `line ${lines} has not as many fields as the first record`)
    return { fields, line: lines }
  }
  for (;;) {
    const { done, value } = await pieces.next() as IteratorResult<string, undefined>
    const text = done === true ? rest : rest + value
    if (text.includes('"')) return { text, lines, width }
    // The end of a piece may lie within a line, or within its end
    const end = done === true ? text.length : lastEnd(text)
    for (const each of text.slice(0, end).split(/\r\n|\n|\r/)) {
      const record = recordOf(each)
      if (record !== undefined) yield record
    }
    // What follows the last end of a line was counted as a line
    lines--
    rest = text.slice(end)
    checkLength(rest, lines + 1)
    if (done === true) return { text: '', lines, width }
  }
}

/** The place after the last end of a line that is surely whole. */
function lastEnd (text: string): number {
  const line = text.lastIndexOf('\n')
  const carriage = text.lastIndexOf('\r', text.length - 2)
  return Math.max(line, carriage) + 1
}

function tooLong (name: string, line: number): Error {
  return fail('FORMAT', name,
    `line ${line} belongs to a record longer than maximumRecord; is a quote missing?`)
}
