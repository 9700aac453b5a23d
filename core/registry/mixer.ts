import type { $ZodDefault, $ZodObject, $ZodType, $strip, output } from 'zod/v4/core'
import type {
  Draft, Draws, Facts, Mixer, MixerDescription, MixerFactory, Pairing
} from '../contract/index.js'
import { checkDefinition } from '../define/check.js'
import { factory } from '../define/mixer.js'
import { fail } from '../errors.js'
import { className, type Constructor } from './classes.js'
import { injectable } from './inject.js'
import { descriptionOf, recordDescription } from './metadata.js'

/**
 * A class that plans with options of this type. `plan` stands here as a property too: with a method
 * alone, TypeScript would accept a class that asks for more options than its schema gives.
 */
export type MixerClass<Chosen, F extends Facts = Facts, Live = never> = Constructor<
  Mixer<Chosen, F, Live> &
  { readonly plan: (facts: F & Pairing, options: Chosen, draw: Draws) => Draft<Live> }
>

/** Describes a class as a mixer; it compiles on classes that implement `Mixer` for the schema. */
export type MixerDecorator<Chosen> =
  <F extends Facts, Live = never>(Class: MixerClass<Chosen, F, Live>) => void

/** A schema as far as the type of the options tells it: all of them may be left out. */
export type SchemaOf<Chosen> = $ZodObject<{
  [Option in keyof Chosen]-?: $ZodDefault<$ZodType<Chosen[Option], Chosen[Option]>>
}, $strip>

/**
 * Describes a class as a mixer that is built from services: beat tracker, index, decoder.
 *
 * The description is kept as metadata of the class; the registry builds one instance and gives its
 * constructor what is bound to the token of every `@inject`. `factoryOf` makes a factory of it.
 *
 * @throws NOT_INJECTED for a constructor parameter without `@inject`
 * @throws OPTION for a class that is described twice, and for a description without a name or
 *   options
 */
export function mixer<Schema extends $ZodObject> (
  description: MixerDescription<Schema>
): MixerDecorator<output<Schema>> {
  checkDefinition('mixer', description)
  return Class => {
    const earlier = descriptionOf(Class)
    if (earlier !== undefined) {
      const allowed = `must be given once: the class is "${earlier.name}" already`
      throw fail('OPTION', className(Class), '@mixer', allowed, description.name)
    }
    injectable(Class)
    recordDescription(Class, description)
  }
}

/**
 * The factory of a class with `@mixer`; the same to a registry as one that `defineMixer` gives.
 * The instance that plans comes from the services of the registry in use.
 *
 * A class tells the types of its options but not which of them need to be given, so the compiler
 * lets all of them be left out; `factoryOf<typeof schema>(Class)` has the exact types.
 *
 * @throws OPTION for a class without `@mixer`
 */
export function factoryOf<Chosen, F extends Facts, Live> (
  Class: Constructor<Mixer<Chosen, F, Live>>
): MixerFactory<SchemaOf<Chosen>, Live>
export function factoryOf<Schema extends $ZodObject, Live = never> (
  Class: MixerClass<output<Schema>, never, Live>
): MixerFactory<Schema, Live>
export function factoryOf<Live> (
  Class: Constructor<Mixer<never, never, Live>>
): MixerFactory<$ZodObject, Live> {
  const description = typeof Class === 'function' ? descriptionOf(Class) : undefined
  if (description === undefined) {
    const got = typeof Class === 'function' ? className(Class) : Class
    throw fail('OPTION', 'factoryOf', 'class', 'must be a class with @mixer', got)
  }
  return factory(description, services => services.get(Class) as Mixer<unknown, Facts, Live>)
}
