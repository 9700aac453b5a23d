import type { ZodObject, input } from 'zod'
import type { MixerFactory, StandardOptions } from '../contract/index.js'

/** A mixer that works in every domain, bound to one: how a domain offers it under its own name. */
export function inDomain<Schema extends ZodObject, Live> (
  domain: string, factory: MixerFactory<Schema, Live>
): MixerFactory<Schema, Live> {
  const make = (options?: input<Schema> & StandardOptions): ReturnType<typeof factory> =>
    ({ ...factory(options), domain })
  return Object.assign(make, { description: { ...factory.description, domain } })
}
