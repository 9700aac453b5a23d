import * as tf from '@tensorflow/tfjs-core'
import type { Adapter, Forms } from './adapter.js'
import { compare, type Comparison, type Failure } from './compare.js'
import type { GoldenCase, GoldenFile } from './files.js'
import { compareLabelled } from './labelled/compare-labelled.js'
import { labellings } from './labelled/laws.js'
import { moved } from './move.js'
import { resultsOf, type Results } from './results.js'
import { toleranceOf, type Tolerance } from './tolerances.js'

export interface CaseReport extends Comparison {
  readonly name: string
  /** Whether every moved number was noticed; only the control says. */
  readonly caught?: boolean
}

export interface FileReport {
  readonly path: string
  readonly key: string
  /** How many cases are in the file. */
  readonly count: number
  readonly cases: readonly CaseReport[]
  /** No adapter, and none was asked for. */
  readonly skipped: boolean
}

export interface VerifyOptions {
  readonly adapters: Readonly<Record<string, Adapter<Forms>>>
  /** Leaves files without an adapter out, instead of failing their cases. */
  readonly skipMissing?: boolean
  /** Also moves expected numbers, and says whether that is noticed. */
  readonly control?: boolean
}

/** Runs every case of a golden file that has been read. */
export async function verifyCases (
  { path, key, cases: given }: GoldenFile, options: VerifyOptions
): Promise<FileReport> {
  const count = given.length
  const adapter = Object.hasOwn(options.adapters, key) ? options.adapters[key] : missing
  if (adapter === missing && options.skipMissing === true) {
    return { path, key, count, cases: [], skipped: true }
  }
  const cases: CaseReport[] = []
  for (const each of given) cases.push(await runCase(each, key, adapter, options, cases.length))
  return { path, key, count, cases, skipped: false }
}

const missing: Adapter = () => { throw new Error('has no adapter') }

async function runCase (
  { name, inputs, params, decisions, expected }: GoldenCase, key: string, adapter: Adapter<Forms>,
  { control = false }: VerifyOptions, turn: number
): Promise<CaseReport> {
  const tolerance = (result: string): Tolerance => toleranceOf(key, result)
  tf.engine().startScope(`${key} ${name}`)
  try {
    const want = await resultsOf(expected)
    if (want.size === 0) throw new Error('expects nothing')
    const forms: Results[] = []
    for (const form of [await adapter(inputs, params, decisions)].flat())
      forms.push(await resultsOf(form))
    const law = Object.hasOwn(labellings, key) ? labellings[key] : undefined
    const compared = (wanted: Results): Comparison => forms
      .map(got => law === undefined || !wanted.has(law.labelling)
        ? compare(wanted, got, tolerance)
        : compareLabelled(law, { inputs, params, decisions }, wanted, got, tolerance))
      .reduce((best, each) => each.failures.length < best.failures.length ? each : best)
    const report = { name, ...compared(want) }
    if (!control) return report
    const moves = [...moved(want, tolerance, turn)]
    const noticed = moves.every(move => compared(move).failures.length > 0)
    return { ...report, caught: noticed && moves.length > 0 }
  } catch (error) {
    return broken(name, error)
  } finally {
    tf.engine().endScope()
  }
}

/** Fails whatever is expected, so it survives no control either. */
export function broken (name: string, error: unknown): CaseReport {
  const failure: Failure = { key: '(run)', expected: 'results', got: String(error) }
  return { name, failures: [failure], worst: Infinity, caught: true }
}
