import type { Token } from '../contract/index.js'
import { fail } from '../errors.js'
import { className, type Constructor } from './classes.js'
import { inheritedServices, ownServices, recordService } from './metadata.js'
import { isToken, serviceName } from './token.js'

type ServicesOf<Class> =
  Class extends abstract new (...services: infer Services) => unknown ? Services : never

/** The position of a parameter, if it takes such a service; a wrong one is a compile error. */
type Position<Class, Index extends number, Service> =
  [Service] extends [ServicesOf<Class>[Index]] ? Index : never

/** Marks a constructor parameter with the service it takes. */
export type InjectDecorator<Service> = <Class extends Constructor, Index extends number>(
  Class: Class, member: undefined, index: Position<Class, Index, Service>
) => void

/**
 * Injects a service into a constructor parameter:
 * `constructor (@inject(BEAT_TRACKER) private readonly tracker: BeatTracker) {}`.
 *
 * Every parameter of a class carries it, since types are gone when the program runs. A parameter
 * whose type does not take the service of the token does not compile.
 *
 * @throws OPTION for something else than a token, for a place that is not a constructor parameter,
 * and for a parameter that has a service already
 */
export function inject<T> (token: Token<T>): InjectDecorator<T> {
  if (!isToken(token)) throw fail('OPTION', 'inject', 'token', 'must be made by token()', token)
  return (Class: Constructor, member: unknown, index: number) => {
    const where = `parameter ${index + 1}`
    if (member !== undefined || typeof Class !== 'function') {
      const allowed = 'must be one of a constructor'
      throw fail('OPTION', `inject(${serviceName(token)})`, where, allowed, member)
    }
    const earlier = ownServices(Class)[index]
    if (earlier !== undefined) {
      const allowed = `must have one service: it has "${serviceName(earlier)}" already`
      throw fail('OPTION', className(Class), where, allowed, serviceName(token))
    }
    recordService(Class, index, token)
  }
}

/**
 * Lets the container build a class. A class that takes over the constructor of the one it extends
 * gets the same services.
 *
 * A parameter that has a default, and none that are injected behind it, may stay without: it keeps
 * its default.
 *
 * @returns the services of its constructor, in order
 * @throws NOT_INJECTED for a parameter without `@inject`
 */
export function injectable (Class: Constructor): ReadonlyArray<Token<unknown>> {
  if (Class.length === 0 && ownServices(Class).length === 0) {
    inheritedServices(Class).forEach((token, index) => {
      if (token !== undefined) recordService(Class, index, token)
    })
  }
  const services = ownServices(Class)
  return Array.from({ length: Math.max(Class.length, services.length) }, (_, index) => {
    const service = services[index]
    if (service === undefined) throw fail('NOT_INJECTED', className(Class), index + 1)
    return service
  })
}
