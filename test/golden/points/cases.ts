import type { Given } from '../adapter.js'
import type { GoldenCase } from '../files.js'

/** A case of the files of clouds. */
interface PointCase {
  readonly name: string
  readonly params?: Given
  readonly draws?: Given
  readonly input?: Given | readonly Given[]
  readonly intermediate?: Given
  readonly output: unknown
}

/** Whether a file has its cases in the form of those of clouds. */
export function isPoints ({ method, cases }: Given): boolean {
  return typeof method === 'string' && Array.isArray(cases) &&
    cases.every(each => 'output' in (each as object))
}

/** Recorded, but no result of ours: a solver that gives a point to two. */
const diagnostics = /^auction_/

/** Of what is found on the way, that which the library tells. */
const told: Readonly<Record<string, readonly string[]>> = {
  elastic_distortion: ['smoothed_noise'], pointcutmix: ['assignment'], sagemix: ['assignment']
}

/** The cases of such a file: several inputs or outputs are a list of them. */
export function pointCases (key: string, cases: readonly PointCase[]): GoldenCase[] {
  return cases.map(({ name, params = {}, draws = {}, input = {}, intermediate = {}, output }) => {
    const listed = Array.isArray(output)
    // The rule of a table: what is looked up is given
    const table = listed && Object.keys(input).length === 0
      ? { B: (output as Given[]).map(({ B }) => B) }
      : {}
    const { mixes } = Object(output) as { mixes?: readonly Given[] }
    const rates = mixes === undefined ? {} : { rates: mixes.map(({ mixrate }) => mixrate) }
    const results = listed ? { outputs: output as unknown } : output as Given
    const between = Object.entries(intermediate).filter(([entry]) => told[key]?.includes(entry))
    return {
      name,
      inputs: Array.isArray(input) ? { list: input } : { ...input as Given, ...table },
      params,
      decisions: {
        ...draws, ...rates, ...key === 'voxelize' && { idx_sort: intermediate.idx_sort }
      },
      expected: { ...Object.fromEntries(between), ...Object.fromEntries(
        Object.entries(results).filter(([entry]) => !diagnostics.test(entry))) }
    }
  })
}
