import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fail } from '../../../../core/errors.js'
import { peer } from '../../../peer.js'
import { asRefusal } from '../refused.js'
import { streamOf, type StreamSource } from '../stream.js'
import { plainRecords, type Left } from './plain.js'
import type { CsvChoices } from './options.js'

const MOST_COLUMNS = 100_000

/** The fields of one record, and the line it ends on, counted from 1. */
export interface CsvRecord {
  readonly fields: readonly string[]
  readonly line: number
}

/**
 * The records of a CSV text as they are written (RFC 4180: quotes doubled within quotes, any line
 * end), the header among them. UTF-8, with or without a byte order mark; empty lines are none.
 *
 * @throws FORMAT naming the line: ragged records, stray quotes, bytes that are not UTF-8
 */
export async function * records (
  source: StreamSource, choices: CsvChoices
): AsyncGenerator<CsvRecord> {
  const { parse } = await peer('readCsv', 'csv-parse', () => import('csv-parse'))
  const { name, chunks } = streamOf(source, 'readCsv')
  const pieces = textOf(name, chunks)
  let left: Left | undefined
  try {
    left = yield * plainRecords(name, pieces, { ...choices, mostColumns: MOST_COLUMNS })
  } catch (error) {
    throw naming(name, error)
  } finally {
    // A loop that is left, or an error, lets go of the source
    if (left === undefined) await pieces.return(undefined)
  }
  if (left.text === '') return
  const { lines: before, width } = left
  const parser = parse({
    // The size of a record counts its characters only: one of nothing but delimiters has none.
    cast: (field, { index }) => {
      if (index >= MOST_COLUMNS) throw fail('FORMAT', name, `has more than ${MOST_COLUMNS} columns`)
      return field
    },
    delimiter: choices.delimiter,
    info: true,
    max_record_size: choices.maximumRecord === Infinity ? 0 : choices.maximumRecord,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: false,
    skip_empty_lines: true
  })
  const fed = pipeline(Readable.from(joined(left.text, pieces), { objectMode: false }), parser)
  // A failure also ends the loop below, which throws it; nobody else waits for this promise.
  fed.catch(() => undefined)
  try {
    for await (const given of parser) {
      const { record, info } = given as { record: string[], info: { lines: number } }
      const line = before + info.lines
      if (record.length !== (width ?? record.length))
        throw fail('FORMAT', name, `line ${line} has not as many fields as the first record`)
      yield { fields: record, line }
    }
  } catch (error) {
    throw naming(name, error, before)
  } finally {
    parser.destroy()
  }
}

async function * joined (first: string, rest: AsyncIterable<string>) {
  yield first
  yield * rest
}

/** UTF-8 or an error: a wrong character would be a wrong label. */
async function * textOf (name: string, chunks: AsyncIterable<Uint8Array>) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch {
      throw fail('FORMAT', name, 'is not UTF-8 text')
    }
  }
  for await (const chunk of chunks) yield decode(chunk)
  yield decode()
}

const reasons: Record<string, string> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'has not as many fields as the first record',
  CSV_MAX_RECORD_SIZE: 'belongs to a record longer than maximumRecord; is a quote missing?',
  CSV_QUOTE_NOT_CLOSED: 'ends within quotes',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote',
  INVALID_OPENING_QUOTE: 'has a quote within an unquoted field'
}

function naming (name: string, error: unknown, before = 0): Error {
  const { code, lines } = Object(error) as { code?: unknown, lines?: unknown }
  return typeof code === 'string' && Object.hasOwn(reasons, code)
    ? fail('FORMAT', name, `line ${before + Number(lines)} ${reasons[code]}`)
    : asRefusal(name, error)
}
