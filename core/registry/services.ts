import { makeContainer } from '#container'
import type { Service, Services, Token } from '../contract/index.js'
import { fail } from '../errors.js'
import { className, isClass, type Constructor } from './classes.js'
import { injectable } from './inject.js'
import { isToken, serviceName } from './token.js'

/** The services of one registry. */
export interface ServiceTable {
  readonly services: Services
  /** Who bound the service of a token, if anybody did. */
  owner (token: Token<unknown>): string | undefined
  bind (service: Service, owner: string): void
  /** In place of what is bound now. */
  rebind (service: Service, owner: string): void
}

/**
 * Services in a container of their own, every one of them built once.
 *
 * What is bound is kept here too, since the container finds out only when it builds, and says so in
 * terms of its own.
 *
 * @param onUse - called before a service is handed out
 */
export function serviceTable (onUse: () => void): ServiceTable {
  const container = makeContainer(injectable)
  const bound = new Map<symbol, { readonly build?: Constructor, readonly owner: string }>()
  const complete = new Set<Constructor>()

  /** Throws unless a class and all that it is built from can be. */
  const requireServices = (Class: Constructor, path: readonly Constructor[] = []): void => {
    if (complete.has(Class)) return
    const way = [...path, Class]
    if (path.includes(Class)) {
      throw fail('SERVICE_CYCLE', way.slice(way.indexOf(Class)).map(className))
    }
    for (const token of injectable(Class)) requireService(token, className(Class), way)
    complete.add(Class)
  }
  const requireService = (
    token: Token<unknown>, who: string, path: readonly Constructor[] = []
  ): void => {
    const binding = bound.get(token.key)
    if (binding === undefined) throw fail('NO_SERVICE', who, serviceName(token))
    if (binding.build !== undefined) requireServices(binding.build, path)
  }

  const get = <T>(key: Token<T> | Constructor<T>): T => {
    if (isToken(key)) {
      requireService(key, 'services')
      onUse()
      return container.get(key.key)
    }
    if (!isClass(key)) {
      throw fail('OPTION', 'services', 'key', 'must be a token or a class', key)
    }
    requireServices(key)
    onUse()
    return container.get(key)
  }

  const put = (service: Service, owner: string): void => {
    container.bind(service)
    bound.set(service.token.key, { build: service.build, owner })
  }

  return {
    services: Object.freeze({ get }),
    owner: token => bound.get(token.key)?.owner,
    bind: put,
    rebind: (service, owner) => {
      container.unbind(service.token.key)
      complete.clear()
      put(service, owner)
    }
  }
}
