import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import * as z from 'zod'
import type { ConfiguredMixer } from '../../../../core/index.js'
import { fail } from '../../../../core/errors.js'
import { tableSchema } from '../../../../domains/regression/table/options.js'
import { writeAtomic } from '../../mix/atomic.js'
import { checkPlain } from '../../mix/clear.js'
import { jsonOf, sha256 } from '../../mix/manifest.js'
import { fileSchema } from '../options.js'
import { tableAnchorSchema } from './anchors.js'
import type { MixTableChoice } from './options.js'
import type { SourceFile } from './spill.js'

/** What the mix of a table is written to, relative to its folder. */
export const layout = {
  manifest: 'manifest.json', plans: 'plans.jsonl', csv: 'mixed.csv', tsv: 'mixed.tsv'
} as const

const whole = z.int().gte(0)
const text = z.string().max(4096)

/** Everything that the bytes of a mix depend on. */
const request = z.strictObject({
  mixer: z.strictObject({ name: text, domain: text, options: z.record(z.string(), z.json()) }),
  table: z.strictObject(tableSchema.shape),
  file: z.strictObject(fileSchema.shape),
  seed: z.int(),
  split: z.record(z.string(), z.number()),
  count: whole.optional(),
  epochs: whole.optional(),
  batch: whole,
  anchors: tableAnchorSchema.optional(),
  format: z.enum(['csv', 'tsv', 'parquet']),
  source: z.strictObject({ path: text, bytes: whole, sha256 }),
  versions: z.record(z.string(), text)
})

const schema = z.strictObject({
  format: z.literal('remixture table mix'),
  version: z.literal(1),
  request,
  complete: z.boolean(),
  /** What is finished: batches, outputs, and the files up to these bytes; parts are whole files. */
  done: z.strictObject({ steps: whole, outputs: whole, mixed: whole, plans: whole, parts: whole })
})

export type TableRequest = z.output<typeof request>
export type TableManifest = z.output<typeof schema>

/** What is asked for. */
export function requestOf (
  file: string, out: string, mixer: ConfiguredMixer, choice: MixTableChoice, source: SourceFile
): TableRequest {
  const { target, features, exclude, weight, group, categories, missing } = choice
  const { header, delimiter, empty, seed, split, count, epochs, batch, anchors, format } = choice
  const own = createRequire(import.meta.url)('remixture/package.json') as { version: string }
  return JSON.parse(JSON.stringify({
    mixer: { name: mixer.name, domain: mixer.domain, options: mixer.options },
    table: { target, features, exclude, weight, group, categories, missing },
    file: { header, delimiter, empty },
    seed, split,
    ...count === undefined ? { epochs: epochs ?? 1 } : { count },
    batch, anchors, format,
    source: {
      path: path.relative(out, path.resolve(file)).split(path.sep).join('/'),
      bytes: source.bytes, sha256: source.sha256
    },
    versions: { remixture: own.version }
  })) as TableRequest
}

export function newManifest (asked: TableRequest): TableManifest {
  return {
    format: 'remixture table mix', version: 1, request: asked, complete: false,
    done: { steps: 0, outputs: 0, mixed: 0, plans: 0, parts: 0 }
  }
}

/**
 * The manifest of a mixed table; nothing if there is none.
 *
 * @throws FORMAT for what is no manifest, OUTSIDE for a link
 */
export async function readManifest (folder: string): Promise<TableManifest | undefined> {
  await checkPlain(folder, layout.manifest)
  const file = path.join(folder, layout.manifest)
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  if (content === undefined) return undefined
  const parsed = schema.safeParse(jsonOf(file, content))
  if (parsed.success) return parsed.data
  const { path: place, message } = parsed.error.issues[0]
  throw fail('FORMAT', file, `is no manifest of a mixed table: "${place.join('.')}" (${message})`)
}

/** Whether a folder holds the mix of a table, and not of images. */
export async function isMixedTable (folder: string): Promise<boolean> {
  const content = await readFile(path.join(folder, layout.manifest), 'utf8').catch(() => '{}')
  try {
    return (JSON.parse(content) as { format?: unknown }).format === 'remixture table mix'
  } catch {
    return false
  }
}

/** Once this returns, the mix goes on from here whatever happens. */
export async function writeManifest (folder: string, manifest: TableManifest): Promise<void> {
  await writeAtomic(path.join(folder, layout.manifest), `${JSON.stringify(manifest, null, 2)}\n`,
    true)
}
