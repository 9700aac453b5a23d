import type { Failure } from './compare.js'
import type { CaseReport, FileReport } from './verify.js'

/** What a run says: a line a file, every failure, and last `N passed, N failed`. */
export function report (files: readonly FileReport[]): string[] {
  const width = Math.max(...files.map(({ key }) => key.length))
  const cases = files.flatMap(file => file.cases)
  const failed = cases.filter(fails)
  return [
    ...files.map(file => `${file.key.padEnd(width)}  ${lineOf(file)}`),
    ...files.flatMap(({ key, cases: own }) => own.flatMap(({ name, failures }) =>
      failures.map(failure => `FAILED ${key} ${name}: ${said(failure)}`))),
    `${cases.length - failed.length} passed, ${failed.length} failed`
  ]
}

/** What the control says: a line a file, what survived, and how many were caught. */
export function reportControl (files: readonly FileReport[]): string[] {
  const width = Math.max(...files.map(({ key }) => key.length))
  const cases = files.flatMap(file => file.cases)
  const caught = cases.filter(each => each.caught)
  const unmoved = caught.filter(fails).length
  const count = ({ cases: own, skipped, count }: FileReport): string => skipped
    ? `0 of ${count} cases: skipped, no adapter`
    : `${own.length} of ${count} cases  ${own.filter(each => each.caught).length} caught`
  return [
    ...files.map(file => `${file.key.padEnd(width)}  ${count(file)}`),
    ...files.flatMap(({ key, cases: own }) => own.filter(each => !each.caught)
      .map(({ name }) => `SURVIVED ${key} ${name}: a number that was moved was not noticed`)),
    ...(unmoved === 0 ? [] : [`${unmoved} of the caught fail with the right numbers too`]),
    `${caught.length} of ${cases.length} caught`
  ]
}

/** Whether a case fails. */
export function fails ({ failures }: CaseReport): boolean {
  return failures.length > 0
}

function lineOf ({ cases, count, skipped }: FileReport): string {
  if (skipped) return `0 of ${count} cases: skipped, no adapter`
  const passed = cases.filter(each => !fails(each)).length
  const worst = Math.max(...cases.map(each => each.worst))
  const error = Number.isFinite(worst) ? worst.toExponential(1) : 'none'
  return `${cases.length} of ${count} cases  ${passed} passed  worst error ${error} of the range`
}

function said ({ key, index, expected, got }: Failure): string {
  return `${key}${index === undefined ? '' : `[${index}]`}: expected ${expected}, got ${got}`
}
