import { stat } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { MixerFactory, Plugin, Registry } from '../../core/index.js'
import { createRegistry, definePlugin } from '../../core/index.js'
import { audioDomain } from '../../domains/audio/index.js'
import { embeddingDomain } from '../../domains/embedding/index.js'
import { imageDomain } from '../../domains/image/index.js'
import { pointcloudDomain } from '../../domains/pointcloud/index.js'
import { regressionDomain } from '../../domains/regression/index.js'
import { fail } from '../../core/errors.js'

/** A registry with the domains of this package and the plugins of files. */
export async function registryWith (files: readonly string[]): Promise<Registry> {
  const loaded: Plugin[] = []
  for (const file of files) loaded.push(...await pluginsOf(file))
  return createRegistry(imageDomain, audioDomain, pointcloudDomain, regressionDomain,
    embeddingDomain, ...loaded)
}

/**
 * The plugins that a module exports. Mixers that it exports by themselves become a plugin with the
 * name of the file. The module is run: it is code, and can do whatever the user can.
 *
 * @throws INPUT naming the file, if it cannot be loaded or exports neither; what the file system
 *   says of one that is not there
 */
export async function pluginsOf (file: string): Promise<Plugin[]> {
  const exported = await exportsOf(file)
  const plugins = exported.filter(isPlugin)
  const mixers = exported.filter(isMixer)
    .filter(mixer => !plugins.some(plugin => plugin.mixers?.includes(mixer) === true))
  if (plugins.length === 0 && mixers.length === 0) {
    throw fail('INPUT', 'remixture', file, 'must export a plugin or a mixer', 'neither')
  }
  return mixers.length === 0
    ? plugins
    : [...plugins, definePlugin({ name: nameOf(file), mixers })]
}

async function exportsOf (file: string): Promise<unknown[]> {
  if ((await stat(file)).isDirectory())
    throw fail('INPUT', 'remixture', file, 'must be a module that can be loaded', 'a folder')
  try {
    const found = await import(pathToFileURL(path.resolve(file)).href) as Record<string, unknown>
    return [...new Set(Object.values(found))]
  } catch (error) {
    const [reason] = String(error).split('\n')
    throw fail('INPUT', 'remixture', file, 'must be a module that can be loaded', reason)
  }
}

function isPlugin (value: unknown): value is Plugin {
  const { name, mixers, pairings, domains } = Object(value) as Partial<Plugin>
  return typeof value === 'object' && typeof name === 'string' &&
    [mixers, pairings, domains].some(Array.isArray)
}

export function isMixer (value: unknown): value is MixerFactory {
  const { description } = Object(value) as Partial<MixerFactory>
  return typeof value === 'function' && typeof description?.name === 'string'
}

/** The name of a file in kebab-case. */
function nameOf (file: string): string {
  const words = path.parse(file).name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
  return words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'plugin'
}

/** What a module exports under a name besides its mixers; nothing if it does not. */
export async function declaredIn<T> (file: string, name: string): Promise<T | undefined> {
  const found = await import(pathToFileURL(path.resolve(file)).href) as Record<string, unknown>
  return found[name] as T | undefined
}
