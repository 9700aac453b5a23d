import type { Service, Token } from '../../contract/index.js'
import type { Constructor } from '../classes.js'

/** Keeps services by the key of their token, and builds every class once. */
export interface Container {
  bind (service: Service): void
  unbind (key: symbol): void
  /** What is bound to a key, or an instance of a class; what it injects must be bound. */
  get<T> (key: symbol | Constructor<T>): T
}

/** @param injected - what the constructor of a class takes, for a container that is not told */
export type MakeContainer =
  (injected: (Class: Constructor) => ReadonlyArray<Token<unknown>>) => Container

/** What decorators say of classes, by name. */
export interface Metadata {
  record (name: string, Class: Constructor, value: unknown): void
  /** What was said of the class itself. */
  own (name: string, Class: Constructor): unknown
  /** What was said of the class, or else of the one it extends. */
  inherited (name: string, Class: Constructor): unknown
  /** Tells the container that it gives a constructor parameter what is bound to a key. */
  inject (Class: Constructor, index: number, key: symbol): void
}
