import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Command } from 'commander'
import { count, parseOptions, probability } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { tableSchema } from '../../domains/regression/table/options.js'
import { tableAnchorSchema } from '../io/tables/mix/anchors.js'
import { fileSchema } from '../io/tables/options.js'
import type { Flags } from './settings.js'
import { shellQuoted } from './settings.js'

/** What the mix of a table may be told, by flags and by a configuration file alike. */
export const tableSettingsSchema = z.object({
  ...tableSchema.shape,
  ...fileSchema.shape,
  target: z.optional(tableSchema.shape.target),
  domain: z.literal('regression').default('regression'),
  mixer: z.string().default('regression/mixup'),
  options: z.record(z.string(), z.unknown()).optional(),
  seed: z.int('must be a whole number').default(0),
  split: z.record(z.string(), probability).default({}),
  count: count.optional(),
  epochs: count.optional(),
  batch: count.optional(),
  anchors: tableAnchorSchema.optional(),
  format: z.enum(['csv', 'tsv', 'parquet']).optional()
})

export type TableSettings = z.output<typeof tableSettingsSchema>

/** Flags of a table as they are on the command line, besides those that images have too. */
export interface TableFlags extends Flags {
  readonly domain?: string
  readonly target?: string
  readonly features?: string
  readonly exclude?: string
  readonly weight?: string
  readonly group?: string
  readonly categories?: string
  readonly missing?: string
  readonly empty?: string
  readonly delimiter?: string
  readonly header?: boolean
  readonly batch?: string
  readonly anchors?: string
}

/** Adds the flags that say what the columns of a table are. */
export function addTableFlags (command: Command): Command {
  return command
    .addOption(command.createOption('--domain <name>', 'what is mixed (default: by what is there)')
      .choices(['image', 'audio', 'pointcloud', 'regression']))
    .option('--target <columns>', 'tables: the column that is predicted, or several: price,rent')
    .option('--features <columns>', 'tables: what is learned from (default: all other columns)')
    .option('--exclude <columns>', 'tables: columns that are left out: ids, dates, notes')
    .option('--weight <column>', 'tables: sample weights')
    .option('--group <column>', 'tables: whom a row belongs to; splits keep groups together')
    .option('--categories <codings>', 'tables: columns of texts: city=one-hot,colour=keep')
    .addOption(command.createOption('--missing <how>', 'tables: rows with missing values')
      .choices(['error', 'drop', 'mean', 'median']))
    .option('--empty <texts>', 'tables: what means missing, apart by commas')
    .option('--delimiter <character>', 'tables: between fields (default: by the name)')
    .option('--anchors <how>', 'tables: the clusters of ada: clusters=8,by=targets,scale=none')
    .option('--no-header', 'tables: no line names the columns: they are 0, 1, 2 …')
}

/** Whether a path, or what was said of it, is a table. */
export function isTable (source: string, { domain, target }: TableFlags): boolean {
  return domain === 'regression' ||
    (domain === undefined && (target !== undefined || /\.([ct]sv|tab|parquet)$/i.test(source)))
}

/**
 * The settings in effect: flags, then the configuration file, then defaults.
 *
 * @throws OPTION or UNKNOWN_OPTION, naming the setting
 */
export async function tableSettingsOf (who: string, flags: TableFlags): Promise<TableSettings> {
  const { config, header, ...rest } = flags
  const file = config === undefined ? {} : parsed(who, config, await readFile(config, 'utf8'))
  const given = Object.fromEntries(Object.entries(rest)
    .filter(([name, value]) => value !== undefined && name in tableSettingsSchema.shape)
    .map(([name, value]) => [name, valueOf(who, name, value as string)]))
  return parseOptions(who, tableSettingsSchema,
    { ...file, ...given, ...header === false && { header } })
}

function valueOf (who: string, name: string, value: string): unknown {
  switch (name) {
    case 'options': return parsed(who, '--options', value)
    case 'target': case 'features': case 'exclude': case 'empty': return list(value)
    case 'categories': return Object.fromEntries(pairs(value))
    case 'anchors': return Object.fromEntries(pairs(value).map(([name, how]) =>
      [name, name === 'clusters' || name === 'seed' ? numberOf(how) : how]))
    case 'split': return Object.fromEntries(pairs(value).map(([split, share]) =>
      [split, numberOf(share)]))
    case 'seed': case 'count': case 'epochs': case 'batch': return numberOf(value)
    default: return value
  }
}

function list (text: string): string[] {
  return text.split(',')
}

function pairs (text: string): Array<[string, string]> {
  return list(text).map(part => {
    const at = part.lastIndexOf('=')
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
  })
}

function numberOf (text: string): number {
  return text.trim() === '' ? NaN : Number(text)
}

function parsed (who: string, what: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // The sentence below says it
  }
  throw fail('OPTION', who, what, 'must be a JSON object', text)
}

/** By default C-Mixup, with its authors' alpha. */
export function tableMixer ({ mixer, options }: TableSettings): {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
} {
  const name = mixer.includes('/') ? mixer : `regression/${mixer}`
  if (options !== undefined || name !== 'regression/mixup') return { name, options: options ?? {} }
  return { name, options: { alpha: 2, pairing: { name: 'cmixup' } } }
}

/** Settings as flags on a command line, for it to be given again. */
export function asTableFlags (settings: TableSettings): string[] {
  const flag = (name: string, value: string | undefined): string[] =>
    value === undefined || value === '' ? [] : [`--${name}`, shellQuoted(value)]
  const { target, features, exclude, weight, group, categories, missing, split, header } = settings
  const joined = (entries: Readonly<Record<string, string | number>>): string =>
    Object.entries(entries).map(([name, value]) => `${name}=${value}`).join(',')
  return [
    '--domain', 'regression',
    ...flag('target', target === undefined ? undefined : [target].flat().join(',')),
    ...flag('features', features?.join(',')),
    ...flag('exclude', exclude.join(',')),
    ...flag('weight', weight), ...flag('group', group),
    ...flag('categories', joined(categories)),
    ...flag('missing', missing === 'error' ? undefined : missing),
    ...flag('split', joined(split)),
    ...header ? [] : ['--no-header']
  ]
}
