import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { flawText } from '../../../core/define/flaw.js'
import { fail } from '../../../core/errors.js'
import { isInner } from '../images/inside.js'
import { sentence } from '../images/sentence.js'
import { writeAtomic } from './atomic.js'
import { checkPlain } from './clear.js'
import { layout } from './layout.js'

const whole = z.int().gte(0)
const side = z.int().gte(1).lte(2 ** 20)
const text = z.string().max(4096)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A file of the source: a path that stays inside. */
export const inner = text.refine(isInner, 'must be a path inside the folder')

/** Everything that the bytes of a mix depend on. */
const request = z.strictObject({
  mixer: z.strictObject({ name: text, domain: text, options: z.record(z.string(), z.json()) }),
  seed: z.int(),
  count: whole.optional(),
  epochs: whole.optional(),
  batch: side,
  height: side,
  width: side,
  fit: z.enum(['cover', 'contain', 'fill']).optional(),
  format: z.enum(['png', 'jpeg', 'webp']),
  quality: whole,
  backend: text.optional(),
  classes: z.array(text).max(2 ** 16),
  /** What images carry instead of a class. */
  target: z.enum(['mask', 'boxes']).optional(),
  /** What stands for the classes in the masks of the source. */
  colours: z.array(z.int().gte(0).lt(2 ** 24)).max(256).optional(),
  /** The folder that was mixed, relative to this one; its images by name and class. */
  source: z.strictObject({
    path: text, split: text, images: whole, pixels: whole, list: sha256
  }),
  versions: z.record(z.string(), text)
})

const schema = z.strictObject({
  format: z.literal('remixture mix'),
  version: z.literal(1),
  request,
  complete: z.boolean(),
  /** What is finished: labels and plans up to these bytes. */
  done: z.strictObject({ outputs: whole, steps: whole, labels: whole, plans: whole }),
  skipped: z.array(z.strictObject({ file: text, problem: text })),
  /** SHA-256 of what a complete mix is made of. */
  digests: z.strictObject({
    sources: sha256, outputs: sha256, labels: sha256, plans: sha256
  }).optional()
})

export type MixRequest = z.output<typeof request>
export type Manifest = z.output<typeof schema>

/** What the images of a mix carry, if anything. */
export function targetOf ({ target, classes }: MixRequest): 'label' | 'mask' | 'boxes' | undefined {
  return target ?? (classes.length > 0 ? 'label' : undefined)
}

/** A manifest of a mix that is about to begin. */
export function newManifest (request: MixRequest): Manifest {
  return {
    format: 'remixture mix',
    version: 1,
    request,
    complete: false,
    done: { outputs: 0, steps: 0, labels: 0, plans: 0 },
    skipped: []
  }
}

const MOST_BYTES = 2 ** 26

/**
 * The manifest of a mixed folder; nothing if there is none.
 *
 * @throws FORMAT for what is no manifest, OUTSIDE for a link
 */
export async function readManifest (folder: string): Promise<Manifest | undefined> {
  const file = path.join(folder, layout.manifest)
  await checkPlain(folder, layout.manifest)
  const bytes = await readFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fail('FORMAT', file, `cannot be read (${sentence(error)})`)
  })
  return bytes === undefined ? undefined : manifestOf(file, bytes)
}

function manifestOf (file: string, bytes: Buffer): Manifest {
  if (bytes.length > MOST_BYTES) throw fail('FORMAT', file, 'is too large for a manifest')
  const given = jsonOf(file, bytes.toString())
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const { format, kind } = Object(given) as { format?: unknown, kind?: unknown }
  const other = others.find(({ is }) => is === format || is === kind)
  throw fail('FORMAT', file, other === undefined
    ? `is no manifest of a mix: ${flawText(parsed.error, given)}`
    : `is that of a mix of ${other.what}, not of images: ${other.call} makes it again`)
}

/** Mixes that functions of their own read, by what their manifests say they are. */
const others = [
  { is: 'remixture mix of sounds', what: 'sounds', call: 'replaySounds' },
  { is: 'remixture table mix', what: 'a table', call: 'replayTable' },
  { is: 'clouds', what: 'scans', call: 'replayClouds' }
]

/** @throws FORMAT for what is no JSON */
export function jsonOf (source: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw fail('FORMAT', source, 'is not JSON')
  }
}

/** Once this returns, the mix goes on from here whatever happens. */
export async function writeManifest (folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  await writeAtomic(path.join(folder, layout.manifest), text, true)
}
