/** Imports a package that need not be installed: no compiler and no bundler looks for it. */
export function optional (specifier: string): Promise<unknown> {
  return import(specifier)
}
