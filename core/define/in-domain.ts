import type { $ZodObject, input } from 'zod/v4/core'
import type { MixerFactory, StandardOptions } from '../contract/index.js'
import { fail } from '../errors.js'

/**
 * A mixer that works in every domain, bound to one: how a domain offers it under its own name.
 *
 * @throws OPTION for a name that is no text, and for what is no mixer factory
 */
export function inDomain<Schema extends $ZodObject, Live> (
  domain: string, factory: MixerFactory<Schema, Live>
): MixerFactory<Schema, Live> {
  if (typeof domain !== 'string' || domain === '')
    throw fail('OPTION', 'inDomain', 'domain', 'must be the name of a domain', domain)
  if (typeof (factory as Partial<MixerFactory> | null)?.description !== 'object') {
    const allowed = 'must be a mixer such as mixup, without its call'
    throw fail('OPTION', 'inDomain', 'factory', allowed, factory)
  }
  const make = (options?: input<Schema> & StandardOptions): ReturnType<typeof factory> =>
    ({ ...factory(options), domain })
  return Object.assign(make, { description: { ...factory.description, domain } })
}
