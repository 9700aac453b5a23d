import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Command } from 'commander'
import type { ConfiguredMixer, Registry } from '../../core/index.js'
import { count, parseOptions, probability } from '../../core/index.js'
import { fail } from '../../core/errors.js'

/** What a mix of a folder may be told, by flags and by a configuration file alike. */
export const settingsSchema = z.object({
  mixer: z.string().default('image/cutmix'),
  options: z.record(z.string(), z.unknown()).default({}),
  seed: z.int('must be a whole number').default(0),
  size: z.tuple([count, count], 'must be height and width in pixels, such as 96x128').optional(),
  fit: z.enum(['cover', 'contain', 'fill']).optional(),
  split: z.record(z.string(), probability).optional(),
  labels: z.string().optional(),
  masks: z.string().optional(),
  boxes: z.string().optional(),
  classes: z.array(z.string()).optional(),
  colours: z.record(z.string(), z.string()).optional(),
  count: count.optional(),
  epochs: count.optional(),
  workers: count.optional(),
  strict: z.boolean().default(false),
  format: z.enum(['png', 'jpeg', 'webp']).optional()
})

export type Settings = z.output<typeof settingsSchema>

/** Flags as they are on the command line. */
export interface Flags {
  readonly mixer?: string
  readonly options?: string
  readonly config?: string
  readonly seed?: string
  readonly size?: string
  readonly fit?: string
  readonly split?: string
  readonly labels?: string
  readonly masks?: string
  readonly boxes?: string
  readonly classes?: string
  readonly colours?: string
  readonly count?: string
  readonly epochs?: string
  readonly workers?: string
  readonly strict?: boolean
  readonly format?: string
}

/** Adds the flags that say which mixer is meant, and what is mixed. */
export function addMixFlags (command: Command): Command {
  return command
    .option('--mixer <name>', 'which mixer (default: image/cutmix)')
    .option('--options <json>', 'its options: \'{ "alpha": 0.5 }\'')
    .option('--config <file>', 'a JSON file with any of these settings; flags come first')
    .option('--seed <number>', 'decides every draw (default: 0)')
    .option('--size <height>x<width>', 'in pixels; needed where images differ')
    .addOption(command.createOption('--fit <how>', 'how images are made to fit')
      .choices(['cover', 'contain', 'fill']))
    .option('--split <shares>', 'splits that are never mixed: test=0.2,val=0.1')
    .option('--labels <file>', 'a CSV with file,label[,split] instead of class folders')
    .option('--masks <folder>', 'a sub-folder with a mask for every image, of the same name')
    .option('--boxes <path>', 'a COCO file, or a sub-folder with a YOLO file for every image')
    .option('--classes <names>', 'of the ids of masks, or of YOLO: cat,cup')
    .option('--colours <list>', 'what stands for the classes in masks: road=#804080,tree=#00ff00')
    .option('--strict', 'a broken image stops everything instead of being left out')
}

/**
 * The settings in effect: flags, then the configuration file, then defaults.
 *
 * @param defaults - of a command, where they are not those of `mix`
 * @throws OPTION or UNKNOWN_OPTION, naming the setting; INPUT for a file that is no JSON
 */
export async function settingsOf (
  who: string, flags: Flags, defaults: Partial<z.input<typeof settingsSchema>> = {}
): Promise<Settings> {
  const { config, ...rest } = flags
  const file = config === undefined ? {} : await jsonFile(who, config)
  const given = Object.fromEntries(Object.entries(rest)
    .filter(([name, value]) => value !== undefined && name in settingsSchema.shape)
    .map(([name, value]) => [name, valueOf(who, name, value)]))
  return parseOptions(who, settingsSchema, { ...defaults, ...file, ...given })
}

function valueOf (who: string, name: string, value: string | boolean): unknown {
  if (typeof value === 'boolean') return value
  switch (name) {
    case 'options': return parsed(who, '--options', value)
    case 'size': return value.split(/[x×,]/i).map(numberOf)
    case 'split': return Object.fromEntries(value.split(',').map(part => {
      const [split, share = ''] = part.split('=')
      return [split, numberOf(share)]
    }))
    case 'classes': return value.split(',')
    case 'colours': return Object.fromEntries(value.split(',').map(part => part.split('=')))
    case 'seed': case 'count': case 'epochs': case 'workers': return numberOf(value)
    default: return value
  }
}

/** No number where there is none: an empty text is not 0. */
function numberOf (text: string): number {
  return text.trim() === '' ? NaN : Number(text)
}

async function jsonFile (who: string, file: string): Promise<object> {
  return parsed(who, file, await readFile(file, 'utf8'))
}

function parsed (who: string, what: string, text: string): object {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw fail('OPTION', who, what, 'must be JSON', text)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw fail('OPTION', who, what, 'must be a JSON object', value)
}

/** The mixer that is meant. Its plans have the domain of images, whatever it works in. */
export function mixerOf (registry: Registry, { mixer, options }: Settings): ConfiguredMixer {
  const own = `image/${mixer}`
  const known = registry.list('mixer').some(({ name }) => name === own)
  return registry.configure(known ? own : mixer, options)
}

/** Settings as flags on a command line, for it to be given again. */
export function asFlags (settings: Settings): string[] {
  const { mixer, options, seed, size, fit, split, strict, classes, colours } = settings
  const named = (['labels', 'masks', 'boxes'] as const).flatMap(name => {
    const value = settings[name]
    return value === undefined ? [] : [`--${name}`, shellQuoted(value)]
  })
  return [
    '--mixer', mixer,
    ...Object.keys(options).length === 0 ? [] : ['--options', shellQuoted(JSON.stringify(options))],
    '--seed', String(seed),
    ...size === undefined ? [] : ['--size', size.join('x')],
    ...fit === undefined ? [] : ['--fit', fit],
    ...split === undefined ? [] : ['--split', shellQuoted(Object.entries(split)
      .map(([name, share]) => `${name}=${share}`).join(','))],
    ...named,
    ...classes === undefined ? [] : ['--classes', shellQuoted(classes.join(','))],
    ...colours === undefined ? [] : ['--colours', shellQuoted(Object.entries(colours)
      .map(([name, colour]) => `${name}=${colour}`).join(','))],
    ...strict ? ['--strict'] : []
  ]
}

/** A text as one word of a shell. */
export function shellQuoted (text: string): string {
  return /^[\w./=,:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
