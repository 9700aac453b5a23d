/** Imports a package that need not be installed: no compiler and no bundler looks for it. */
export function optional (specifier: string): Promise<unknown> {
  return import(specifier)
}

/** tfjs-node 4.22 calls two functions that Node 23 dropped from `util`. */
export function native (specifier: string): Promise<unknown> {
  const util = globalThis.process?.getBuiltinModule?.('util') as Record<string, unknown> | undefined
  if (util !== undefined) {
    util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
    util.isArray ??= Array.isArray
  }
  return optional(specifier)
}
