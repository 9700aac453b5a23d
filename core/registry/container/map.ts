import type { Service } from '../../contract/index.js'
import type { Constructor } from '../classes.js'
import type { MakeContainer, Metadata } from './container.js'

/**
 * A container that is a map: what `#container` means in browsers, where inversify and its polyfill
 * would be a third of what a page loads. The registry finds what is missing or goes in a circle
 * before it asks any container, so building is all that is left to do.
 */
export const makeContainer: MakeContainer = injected => {
  const services = new Map<symbol, Service>()
  const instances = new Map<symbol | Constructor, unknown>()

  const build = (Class: Constructor): unknown =>
    new Class(...injected(Class).map(({ key }) => get(key)) as never[])
  const make = (key: symbol | Constructor): unknown => {
    if (typeof key !== 'symbol') return build(key)
    const { value, build: Class } = services.get(key) as Service
    return Class === undefined ? value : build(Class)
  }
  const get = <T>(key: symbol | Constructor<T>): T => {
    if (!instances.has(key)) instances.set(key, make(key))
    return instances.get(key) as T
  }

  return {
    bind: service => { services.set(service.token.key, service) },
    unbind: key => {
      services.delete(key)
      instances.delete(key)
    },
    get
  }
}

const kept = new WeakMap<Constructor, Map<string, unknown>>()

export const metadata: Metadata = {
  record: (name, Class, value) => {
    if (!kept.has(Class)) kept.set(Class, new Map())
    kept.get(Class)?.set(name, value)
  },
  own: (name, Class) => kept.get(Class)?.get(name),
  inherited: (name, Class) => {
    let at: Constructor | null = Class
    while (at !== null && kept.get(at)?.has(name) !== true)
      at = Object.getPrototypeOf(at) as Constructor | null
    return at === null ? undefined : kept.get(at)?.get(name)
  },
  inject: () => { /* This container asks. */ }
}
