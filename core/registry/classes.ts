/** A class whose constructor takes services. */
export type Constructor<T = unknown> = new (...services: never[]) => T

/** What errors call a class. */
export function className (Class: Constructor): string {
  return Class.name === '' ? 'a class without a name' : Class.name
}

/**
 * Whether a function is a class. The `prototype` of a class cannot be reassigned; that of a plain
 * function can, and an arrow function has none.
 */
export function isClass (value: unknown): value is Constructor {
  if (typeof value !== 'function') return false
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
}
