import path from 'node:path'
import * as z from 'zod'
import type { Command } from 'commander'
import type { ConfiguredMixer, Registry } from '../../../core/index.js'
import { count, parseOptions } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { CloudFolder } from '../../io/index.js'
import { idsByName, layoutNames } from '../../io/index.js'
import { formatOf } from '../../io/clouds/formats.js'

/** What the mix of a folder of scans may be told. */
const schema = z.object({
  mixer: z.string().optional(),
  options: z.record(z.string(), z.unknown()).default({}),
  seed: z.int('must be a whole number').default(0),
  batch: count.optional(),
  count: count.optional(),
  layout: z.enum(layoutNames).optional(),
  split: z.string().optional()
})

export type CloudSettings = z.output<typeof schema>

/** Flags of a folder of scans, as they are on the command line. */
export interface CloudFlags {
  readonly domain?: string
  readonly layout?: string
  readonly mixer?: string
  readonly options?: string
  readonly seed?: string
  readonly batch?: string
  readonly count?: string
  readonly split?: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

export function addCloudFlags (command: Command): Command {
  return command.addOption(command
    .createOption('--layout <name>', 'scans: how they lie in the folder (default: by its files)')
    .choices([...layoutNames]))
}

/** Whether a path, or what was said of it, is of scans. */
export function isClouds (source: string, { domain, layout, mixer }: CloudFlags): boolean {
  if (domain !== undefined) return domain === 'pointcloud'
  return layout !== undefined || mixer?.startsWith('pointcloud/') === true || isScanName(source)
}

/** Whether a file is of points by its name; texts and arrays may be anything, but Pointcept's. */
export function isScanName (file: string): boolean {
  const format = formatOf(file)
  return path.basename(file) === 'coord.npy' ||
    (format !== undefined && !(['text', 'npy', 'npz'] as string[]).includes(format))
}

/** @throws OPTION or UNKNOWN_OPTION, naming the setting */
export function cloudSettingsOf (who: string, flags: CloudFlags): CloudSettings {
  const { mixer, options, seed, batch, count, layout, split } = flags
  const given = {
    mixer, layout, split, seed: numberOf(seed), batch: numberOf(batch), count: numberOf(count),
    options: options === undefined ? undefined : parsed(who, options)
  }
  return parseOptions(who, schema,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
}

function numberOf (text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return text.trim() === '' ? NaN : Number(text)
}

function parsed (who: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw fail('OPTION', who, '--options', 'must be JSON', text)
  }
}

/**
 * The mixer that is meant, told of the classes of the folder, where it takes some: PolarMix for
 * scans of cars, Mix3D for rooms. Every scan has a partner that is another one, and keeps the ids
 * of its instances.
 */
export function cloudMixer (
  registry: Registry, { mixer, options }: CloudSettings,
  { layout, classes }: Pick<CloudFolder, 'layout' | 'classes'>
): ConfiguredMixer {
  const outdoor = layout === 'semantickitti' || layout === 'nuscenes'
  const asked = mixer ?? (outdoor ? 'polarmix' : 'mix3d')
  const own = `pointcloud/${asked}`
  const known = registry.list('mixer').some(({ name }) => name === own)
  const name = known ? own : asked
  const { shape } = registry.get('mixer', name).description.options as unknown as
    { readonly shape: Readonly<Record<string, unknown>> }
  const named = 'names' in shape && classes !== undefined
  return registry.configure(name, {
    pairing: 'derangement',
    ...named && { names: idsByName(classes) },
    ...named && 'instances' in shape && { instances: [...classes.things] },
    ...'groups' in shape && { groups: 'paired' },
    ...'ids' in shape && { ids: 'keep' },
    ...'ignore' in shape && classes !== undefined && { ignore: classes.ignore },
    ...options
  })
}
