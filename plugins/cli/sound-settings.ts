import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Command } from 'commander'
import { fail } from '../../core/errors.js'
import type { ConfiguredMixer, Registry } from '../../core/index.js'
import { count, parseOptions } from '../../core/index.js'
import { BEAT_TRACKER } from '../../domains/audio/index.js'
import { ownTracker } from '../../domains/audio/onset/tracker.js'
import type { AudioFolder } from '../io/index.js'
import { audioFolder } from '../io/index.js'
import { progress } from './progress.js'
import type { Session } from './session.js'

const schema = z.object({
  domain: z.literal('audio').default('audio'),
  mixer: z.string().default('audio/beat-sync'),
  options: z.record(z.string(), z.unknown()).default({}),
  seed: z.int('must be a whole number').default(0),
  sampleRate: z.number().gte(1000).optional(),
  channels: count.optional(),
  count: count.optional(),
  epochs: count.optional(),
  strict: z.boolean().default(false),
  format: z.enum(['pcm16', 'pcm24', 'pcm32', 'float32']).optional()
})

/** What a mix of sounds may be told, by flags and by a configuration file alike. */
export type SoundSettings = z.output<typeof schema>

/** Flags as they are on the command line. */
export interface SoundFlags {
  readonly domain?: string
  readonly mixer?: string
  readonly options?: string
  readonly config?: string
  readonly seed?: string
  readonly sampleRate?: string
  readonly channels?: string
  readonly count?: string
  readonly epochs?: string
  readonly strict?: boolean
  readonly format?: string
}

/** Adds the flags that only sounds have. */
export function addSoundFlags (command: Command): Command {
  return command
    .option('--sample-rate <hertz>', 'sounds: to which all are resampled (default: that of most)')
    .option('--channels <number>', 'sounds: of every mix')
}

/** Whether sounds are meant. */
export function isSounds ({ domain, mixer }: SoundFlags): boolean {
  return domain === 'audio' || (domain === undefined && mixer?.startsWith('audio/') === true)
}

/**
 * The settings in effect: flags, then the configuration file, then defaults.
 *
 * @throws OPTION or UNKNOWN_OPTION, naming the setting
 */
export async function soundSettingsOf (
  who: string, flags: SoundFlags, defaults: Partial<z.input<typeof schema>> = {}
): Promise<SoundSettings> {
  const { config, ...rest } = flags
  const file = config === undefined ? {} : jsonOf(who, config, await readFile(config, 'utf8'))
  const given = Object.fromEntries(Object.entries(rest)
    .filter(([name, value]) => value !== undefined && name in schema.shape)
    .map(([name, value]) => [name, valueOf(who, name, value)]))
  return parseOptions(who, schema, { ...defaults, ...file, ...given })
}

function valueOf (who: string, name: string, value: string | boolean): unknown {
  if (typeof value === 'boolean') return value
  if (name === 'options') return jsonOf(who, '--options', value)
  const isNumber = ['seed', 'sampleRate', 'channels', 'count', 'epochs'].includes(name)
  return isNumber ? value.trim() === '' ? NaN : Number(value) : value
}

function jsonOf (who: string, what: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below
  }
  throw fail('OPTION', who, what, 'must be a JSON object', text)
}

/** The mixer that is meant, of sounds where several domains have one of its name. */
export function soundMixer (
  registry: Registry, { mixer, options }: SoundSettings
): ConfiguredMixer {
  const own = `audio/${mixer}`
  const known = registry.list('mixer').some(({ name }) => name === own)
  return registry.configure(known ? own : mixer, options)
}

/** Listens to a folder, and shows how far it is. Broken sounds are told. */
export async function listened (
  { terminal, registry }: Session, source: string,
  { sampleRate, channels, strict }: SoundSettings
): Promise<AudioFolder> {
  const bar = progress(terminal, `listen ${source}`)
  const tracker = registry.services.get(BEAT_TRACKER)
  try {
    const folder = await audioFolder(source, {
      strict,
      ...tracker === ownTracker ? {} : { tracker },
      ...sampleRate === undefined ? {} : { sampleRate },
      ...channels === undefined ? {} : { channels },
      signal: terminal.signal,
      onProgress: ({ done, total, file }) => { bar.update(done, total, file) }
    })
    bar.stop()
    return folder
  } finally {
    bar.stop()
  }
}
