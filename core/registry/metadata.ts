// The only import of this polyfill of the global `Reflect`. `lite` is the half that inversify loads
// as well: the two share one store, with each other and with an application's own copy.
import 'reflect-metadata/lite'
import type { MixerDescription, Token } from '../contract/index.js'
import type { Constructor } from './classes.js'

/** What is injected into the parameters of a constructor, in order; a hole for one without. */
export type Injected = ReadonlyArray<Token<unknown> | undefined>

const DESCRIPTION = 'remixture:mixer'
const SERVICES = 'remixture:services'

/** What `@mixer` said of a class itself; a class that extends it is another mixer. */
export function descriptionOf (Class: Constructor): MixerDescription | undefined {
  return Reflect.getOwnMetadata(DESCRIPTION, Class) as MixerDescription | undefined
}

export function recordDescription (Class: Constructor, description: MixerDescription): void {
  Reflect.defineMetadata(DESCRIPTION, description, Class)
}

/** What is injected into the constructor that a class has itself. */
export function ownServices (Class: Constructor): Injected {
  return (Reflect.getOwnMetadata(SERVICES, Class) ?? []) as Injected
}

/** What is injected into a constructor that a class takes over from the one it extends. */
export function inheritedServices (Class: Constructor): Injected {
  return (Reflect.getMetadata(SERVICES, Class) ?? []) as Injected
}

export function recordService (Class: Constructor, index: number, token: Token<unknown>): void {
  const services = [...ownServices(Class)]
  services[index] = token
  Reflect.defineMetadata(SERVICES, services, Class)
}
