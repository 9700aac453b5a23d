import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { Plan } from '../../../../core/index.js'
import { fromJson } from '../../../../core/index.js'
import { flawText } from '../../../../core/define/flaw.js'
import { fail } from '../../../../core/errors.js'
import { audio } from '../../../../domains/audio/index.js'
import { checkPlain } from '../../mix/clear.js'
import { inner, jsonOf, sha256 } from '../../mix/manifest.js'
import { layout } from './files.js'

const FORMAT = 'remixture mix of sounds'

/** What must be known of a mix to make its sounds again. */
const manifest = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  request: z.object({
    format: z.enum(['pcm16', 'pcm24', 'pcm32', 'float32']),
    clip: z.enum(['none', 'peak', 'hard', 'tanh']),
    sampleRate: z.number().gte(1000),
    channels: z.int().gte(1).lte(256),
    source: z.object({ path: z.string().max(4096) })
  })
})
/** A mix of sounds as its manifest has it. */
export type RecordedMix = z.output<typeof manifest>['request']

const line = z.object({
  sources: z.array(z.object({ file: inner, sha256 })).min(1).max(2),
  output: sha256,
  plan: z.unknown()
})

/** A sound of a mix as it was made. */
export interface RecordedSound extends Omit<z.output<typeof line>, 'plan'> { readonly plan: Plan }

/** Whether a folder was written by a mix of sounds. */
export async function isMixedSounds (folder: string): Promise<boolean> {
  const text = await readFile(path.join(folder, layout.manifest), 'utf8').catch(() => '{}')
  try {
    return (JSON.parse(text) as { readonly format?: unknown }).format === FORMAT
  } catch {
    return false
  }
}

/**
 * What a mix of sounds has recorded: a line for every sound that was finished.
 *
 * @throws FORMAT for what is no such mix, or is broken, PLAN for a plan that is not sound
 */
export async function recordedIn (
  folder: string
): Promise<{ readonly request: RecordedMix, readonly sounds: readonly RecordedSound[] }> {
  const [about, plans] = await Promise.all([textOf(folder, layout.manifest),
    textOf(folder, layout.plans)])
  const file = path.join(folder, layout.manifest)
  const json = jsonOf(file, about)
  const parsed = manifest.safeParse(json)
  if (!parsed.success)
    throw fail('FORMAT', file, `is no manifest of mixed sounds: ${flawText(parsed.error, json)}`)
  const lines = plans.slice(0, plans.lastIndexOf('\n') + 1).split('\n').slice(0, -1)
  const sounds = lines.map((text, k) =>
    soundIn(`${path.join(folder, layout.plans)}: line ${k + 1}`, text))
  return { request: parsed.data.request, sounds }
}

function soundIn (source: string, text: string): RecordedSound {
  const json = jsonOf(source, text)
  const parsed = line.safeParse(json)
  if (!parsed.success)
    throw fail('FORMAT', source, `is no line of a mix: ${flawText(parsed.error, json)}`)
  const { plan, ...rest } = parsed.data
  const size = rest.sources.length
  return { ...rest, plan: fromJson(plan, { domain: audio, pools: { batch: { size } } }) }
}

async function textOf (folder: string, name: string): Promise<string> {
  await checkPlain(folder, name)
  return await readFile(path.join(folder, name), 'utf8').catch(() => {
    throw fail('FORMAT', folder, `holds no mix of sounds: "${name}" cannot be read`)
  })
}
