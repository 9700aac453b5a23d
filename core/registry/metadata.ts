import { metadata } from '#container'
import type { MixerDescription, Token } from '../contract/index.js'
import type { Constructor } from './classes.js'

/** What is injected into the parameters of a constructor, in order; a hole for one without. */
export type Injected = ReadonlyArray<Token<unknown> | undefined>

const DESCRIPTION = 'remixture:mixer'
const SERVICES = 'remixture:services'

/** What `@mixer` said of a class itself; a class that extends it is another mixer. */
export function descriptionOf (Class: Constructor): MixerDescription | undefined {
  return metadata.own(DESCRIPTION, Class) as MixerDescription | undefined
}

export function recordDescription (Class: Constructor, description: MixerDescription): void {
  metadata.record(DESCRIPTION, Class, description)
}

/** What is injected into the constructor that a class has itself. */
export function ownServices (Class: Constructor): Injected {
  return (metadata.own(SERVICES, Class) ?? []) as Injected
}

/** What is injected into a constructor that a class takes over from the one it extends. */
export function inheritedServices (Class: Constructor): Injected {
  return (metadata.inherited(SERVICES, Class) ?? []) as Injected
}

/** For the checks and errors of this library, and for the container. */
export function recordService (Class: Constructor, index: number, token: Token<unknown>): void {
  const services = [...ownServices(Class)]
  services[index] = token
  metadata.record(SERVICES, Class, services)
  metadata.inject(Class, index, token.key)
}
