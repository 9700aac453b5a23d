import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Given } from './adapter.js'
import { audioCases, isAudio } from './audio/cases.js'
import { cloudCases, isClouds } from './clouds/cases.js'
import { divided } from './flat.js'
import { isDiagnostic, isLeftOut } from './left-out.js'
import { isPoints, pointCases } from './points/cases.js'
import { withShared } from './shared-inputs.js'
import { withGradients } from './with-gradients.js'
import { isTrajectory, trajectoryCases } from './trajectory.js'

/** A case: what an adapter is given, and what only the runner sees. */
export interface GoldenCase {
  readonly name: string
  readonly inputs: Given
  readonly params: Given
  readonly decisions: Given
  readonly expected: Given
}

/** A file of cases; its key is its name without `.json`, or what its schema is called. */
export interface GoldenFile {
  readonly path: string
  readonly key: string
  readonly cases: readonly GoldenCase[]
}

/**
 * The golden files below these folders, in the order of their paths. A path may be a file itself.
 *
 * @throws Error for a path that cannot be read, and for one without any golden file
 */
export function findFiles (paths: readonly string[]): string[] {
  return paths.flatMap(start => {
    const found = statSync(start).isDirectory() ? below(start) : [start]
    if (found.length === 0) throw new Error(`${start} holds no golden file`)
    return found
  })
}

function below (folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter(file => file.endsWith('.json') && statSync(path.join(folder, file)).isFile())
    .filter(file => !isLeftOut(file.split(path.sep)))
    .sort()
    .map(file => path.join(folder, file))
}

/**
 * Reads a golden file. Its cases are an object, or a list whose entries may have a name.
 *
 * @throws Error for a file that is not JSON, has no cases, or a case that expects nothing
 */
export function readGolden (file: string): GoldenFile {
  const key = path.basename(file, '.json')
  const content = Object(JSON.parse(readFileSync(file, 'utf8'))) as Given
  if (isTrajectory(content))
    return { path: file, key: 'trajectory', cases: trajectoryCases(content) }
  if (isClouds(key, content))
    return { path: file, key: 'clouds', cases: cloudCases(key, content, file) }
  if (isPoints(content)) {
    return { path: file, key, cases: pointCases(key, content.cases as Parameters<
      typeof pointCases>[1]) }
  }
  if (isAudio(key, content)) return { path: file, key, cases: audioCases(key, content, file) }
  if (typeof content.cases !== 'object' || content.cases === null)
    throw new Error('it has no cases')
  const cases = withShared(content.cases)
  const entries = Array.isArray(cases)
    ? cases.map((each: Given, i) => [nameOf(each) ?? `case${i + 1}`, each] as const)
    : Object.entries(cases as Record<string, Given>)
  if (entries.length === 0) throw new Error('it has no cases')
  return { path: file, key, cases: entries.map(([name, entry]) => caseOf(key, name, entry)) }
}

function nameOf ({ name, id }: Given): string | undefined {
  return [name, id].find(each => typeof each === 'string')
}

function caseOf (key: string, name: string, given: Given): GoldenCase {
  const entry = divided(key, withGradients(given))
  const part = (which: string): Given => (entry[which] ?? {}) as Given
  const expected = Object.fromEntries(
    Object.entries(part('expected')).filter(([result]) => !isDiagnostic(key, result))
  )
  const [inputs, params, decisions] = ['inputs', 'params', 'decisions'].map(part)
  return { name, inputs, params, decisions, expected }
}
