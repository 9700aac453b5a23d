import type { Given } from './adapter.js'

/**
 * Cases of a file in which they stand one level down, under `ops`, and share the inputs beside
 * them: each gets the one that its `inputImage` names, and what it expects a name. Others are left
 * as they are.
 */
export function withShared (cases: object): object {
  const { ops, ...shared } = cases as Given
  if (Array.isArray(cases) || typeof ops !== 'object' || ops === null) return cases
  return Object.fromEntries(Object.entries(ops as Record<string, Given>).map(([name, given]) => {
    const { inputImage } = (given.decisions ?? {}) as Given
    const image = shared[`input${String(inputImage)}`]
    if (image === undefined) throw new Error(`${name} has no input ${String(inputImage)}`)
    return [name, { ...given, inputs: { image }, expected: { image: given.expected } }]
  }))
}
