// The only import of this polyfill of the global `Reflect`. `lite` is the half that inversify loads
// as well: the two share one store, with each other and with an application's own copy.
import 'reflect-metadata/lite'
import type { Newable } from 'inversify'
import { Container as Inversify, inject } from 'inversify'
import type { MakeContainer, Metadata } from './container.js'

/** A container of inversify: what `#container` means everywhere but in browsers. */
export const makeContainer: MakeContainer = () => {
  const inner = new Inversify({ defaultScope: 'Singleton' })
  return {
    bind: ({ token: { key }, value, build }) => {
      const binding = inner.bind(key)
      if (build === undefined) binding.toConstantValue(value)
      else binding.to(build)
    },
    unbind: key => { inner.unbind(key) },
    get: <T>(key: symbol | (new (...services: never[]) => T)): T => {
      if (typeof key === 'symbol') return inner.get<T>(key)
      const Class = key as unknown as Newable<T>
      if (!inner.isBound(Class)) inner.bind(Class).toSelf()
      return inner.get(Class)
    }
  }
}

/** Kept where reflect-metadata keeps it, and told to inversify, also for an application's own. */
export const metadata: Metadata = {
  record: (name, Class, value) => { Reflect.defineMetadata(name, value, Class) },
  own: (name, Class) => Reflect.getOwnMetadata(name, Class) as unknown,
  inherited: (name, Class) => Reflect.getMetadata(name, Class) as unknown,
  inject: (Class, index, key) => { inject(key)(Class, undefined, index) }
}
