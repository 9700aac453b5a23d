import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../core/errors.js'
import { readCsv, readNpy, readNpz, readParquet, readTar } from '../io/formats/index.js'
import { quoted, sharpOf } from '../report/index.js'

/** What a file holds, and the lines of a program that reads it. */
export interface Look {
  readonly kind: string
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>
  readonly program: readonly string[]
}

/** Entries of a list that are told. */
const ENTRIES = 12

/**
 * Says what a single file holds: a table, arrays, samples or a picture.
 *
 * @throws INPUT for a file of another kind; FORMAT, MISSING_PEER and what its reader throws
 */
export async function lookAt (file: string): Promise<Look> {
  const name = path.basename(file).toLowerCase()
  const known = kinds.find(({ pattern }) => pattern.test(name))
  if (known !== undefined && (await stat(file)).isFile()) return await known.look(file)
  const allowed = 'must be a folder of images, or a file that ends in csv, tsv, npy, npz, ' +
    'parquet, tar, tgz, jpg, png, webp or tiff'
  throw fail('INPUT', 'remixture try', 'path', allowed, file)
}

const kinds: ReadonlyArray<{ pattern: RegExp, look (file: string): Promise<Look> }> = [
  { pattern: /\.[ct]sv$/, look: table },
  { pattern: /\.npy$/, look: array },
  { pattern: /\.npz$/, look: arrays },
  { pattern: /\.parquet$/, look: parquet },
  { pattern: /\.(tar|tgz|tar\.gz)$/, look: samples },
  { pattern: /\.(jpe?g|png|webp|tiff?)$/, look: picture }
]

async function table (file: string): Promise<Look> {
  let rows = 0
  let columns: string[] = []
  for await (const row of readCsv(file)) {
    if (rows === 0) columns = Object.keys(row)
    rows++
  }
  return {
    kind: 'a table',
    facts: [['rows', String(rows)], ['columns', listed(columns)]],
    program: [
      "import { readCsv } from 'remixture/io'",
      '',
      `const columns = await readCsv(${quoted(file)}, { numbers: 'all' }).columns()`
    ]
  }
}

async function array (file: string): Promise<Look> {
  const { type, shape } = await readNpy(file)
  return {
    kind: 'an array',
    facts: [['type', type], ['shape', shape.join(' × ')]],
    program: [
      "import { readNpy } from 'remixture/io'",
      '',
      `const { data, shape } = await readNpy(${quoted(file)})`
    ]
  }
}

async function arrays (file: string): Promise<Look> {
  const found = Object.entries(await readNpz(file))
  return {
    kind: 'arrays by name',
    facts: found.map(([name, { type, shape }]) => [name, `${type}, ${shape.join(' × ')}`]),
    program: [
      "import { readNpz } from 'remixture/io'",
      '',
      `const arrays = await readNpz(${quoted(file)})`
    ]
  }
}

async function parquet (file: string): Promise<Look> {
  let [rows, groups] = [0, 0]
  let columns: string[] = []
  for await (const group of readParquet(file)) {
    rows += group.rows
    groups++
    columns = Object.keys(group.columns)
  }
  return {
    kind: 'a table in row groups',
    facts: [['rows', String(rows)], ['row groups', String(groups)], ['columns', listed(columns)]],
    program: [
      "import { readParquet } from 'remixture/io'",
      '',
      `for await (const { rows, columns } of readParquet(${quoted(file)})) { … }`
    ]
  }
}

async function samples (file: string): Promise<Look> {
  let count = 0
  const parts = new Set<string>()
  for await (const sample of readTar(file)) {
    count++
    Object.keys(sample.parts).forEach(part => parts.add(part))
  }
  return {
    kind: 'samples in an archive',
    facts: [['samples', String(count)], ['parts', listed([...parts])]],
    program: [
      "import { readTar } from 'remixture/io'",
      '',
      `for await (const { key, parts } of readTar(${quoted(file)})) { … }`
    ]
  }
}

async function picture (file: string): Promise<Look> {
  const sharp = await sharpOf('remixture try')
  const read = sharp(file).metadata()
  const { height, width, format, channels } = await read.catch((error: unknown) => {
    throw fail('FORMAT', file, `cannot be read (${String(error).split('\n')[0]})`)
  })
  return {
    kind: 'one picture',
    facts: [['size', `${height} × ${width}`], ['format', format], ['channels', String(channels)]],
    program: ['// One picture has nobody to be mixed with: give its folder instead.']
  }
}

function listed (names: readonly string[]): string {
  const rest = names.length - ENTRIES
  return `${names.slice(0, ENTRIES).join(', ')}${rest > 0 ? ` … (${names.length})` : ''}`
}
