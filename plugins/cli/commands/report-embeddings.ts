import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { useBackend } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { NEIGHBOURS } from '../../../domains/embedding/index.js'
import { readNpy } from '../../io/index.js'
import type { GivenRows } from '../../report/index.js'
import { embeddingPage, measures, studyEmbeddings } from '../../report/index.js'
import { columns } from '../lines.js'
import { requireOut } from '../out-file.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { shellQuoted } from '../settings.js'

/** Flags of the report. */
export interface ReportFlags {
  readonly labels?: string
  readonly pairs?: string
  readonly k?: string
  readonly sample?: string
  readonly out: string
  readonly force?: boolean
}

const who = 'remixture report'

/** Draws how the embeddings of a file lie. */
export async function reportEmbeddings (
  session: Session, file: string, flags: ReportFlags
): Outcome {
  const { labels, pairs, k, sample, out, force = false } = flags
  if (path.extname(out).toLowerCase() !== '.html')
    throw fail('OPTION', who, 'out', 'must end in .html', out)
  await requireOut(who, out, force)
  const counts = k?.split(',').map(each => wholeNumber('k', each))
  const rows = await rowsOf(file)
  const given = {
    rows,
    ...labels !== undefined && { labels: await labelsOf(labels, rows.shape[0]) },
    ...pairs !== undefined && { pairs: await rowsOf(pairs, rows.shape) },
    ...counts && { k: counts },
    ...sample !== undefined && { sample: wholeNumber('sample', sample) }
  }
  if (session.backend === undefined) await useBackend()
  const neighbours = session.registry.services.get(NEIGHBOURS)
  const study = await studyEmbeddings({ ...given, neighbours })
  const files = Object.entries({ labels, pairs, k, sample })
    .flatMap(([name, value]) => value === undefined ? [] : [`--${name}`, shellQuoted(value)])
  const command = ['npx remixture report embeddings', shellQuoted(file), ...files].join(' ')
  const groups = pairs !== undefined ? 'modalities' : labels !== undefined ? 'labels' : 'none'
  await writeFile(out, embeddingPage({
    title: `The embeddings of ${path.basename(file)}`, study, groups, command
  }))
  const { map: _map, hardness, ...numbers } = study
  const hard = hardness && {
    hardness: {
      ...hardness,
      realCounts: Array.from(hardness.realCounts),
      syntheticCounts: Array.from(hardness.syntheticCounts)
    }
  }
  tell(session, { file, ...numbers, ...hard, out }, [
    ...columns(measures(study).map(row => [...row])), '', `The page: ${out}`
  ])
}

/** Embeddings of a file, `[rows, dimensions]`. */
async function rowsOf (file: string, like?: readonly [number, number]): Promise<GivenRows> {
  const { data, shape, type } = await readNpy(file)
  if (shape.length !== 2 || data.length === 0)
    throw fail('FORMAT', file, `must hold embeddings, [rows, dimensions], and has shape [${
      shape.join(', ')}]`)
  if (data instanceof BigInt64Array || data instanceof BigUint64Array)
    throw fail('FORMAT', file, `must hold floats, and holds ${type}`)
  if (like !== undefined && String(like) !== String(shape))
    throw fail('FORMAT', file, `must have shape [${like.join(', ')}], as the embeddings, and has [${
      shape.join(', ')}]`)
  const numbers = Float32Array.from(data)
  const wrong = numbers.findIndex(each => !Number.isFinite(each))
  if (wrong >= 0)
    throw fail('FORMAT', file, `row ${Math.floor(wrong / shape[1])} holds ${numbers[wrong]}: all ` +
      'must be finite')
  return { data: numbers, shape: [shape[0], shape[1]] }
}

async function labelsOf (file: string, size: number): Promise<Int32Array> {
  const { data, shape } = await readNpy(file)
  const numbers = Array.from(data as ArrayLike<number | bigint>, Number)
  if (shape.length === 1 && shape[0] === size && numbers.every(Number.isInteger))
    return Int32Array.from(numbers)
  throw fail('FORMAT', file, `must hold ${size} whole numbers, one a row, and has shape [${
    shape.join(', ')}]`)
}

function wholeNumber (name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1) return value
  throw fail('OPTION', who, name, 'must be a whole number of at least 1', text)
}
