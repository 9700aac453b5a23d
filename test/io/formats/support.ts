import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ExecutionContext } from 'ava'
import { RemixtureError, type ErrorCode } from '../../../core/errors.js'

/** The fixtures lie beside the sources; this file may have been compiled to elsewhere. */
const folder = (() => {
  for (let at = import.meta.dirname; ; at = path.dirname(at)) {
    const found = path.join(at, 'test', 'io', 'formats', 'fixtures')
    if (existsSync(path.join(found, 'expected.json'))) return found
    if (at === path.dirname(at)) throw new Error('no fixtures')
  }
})()

export const fixture = (name: string) => path.join(folder, name)
export const bytesOf = (name: string) => new Uint8Array(readFileSync(fixture(name)))
export const expected = JSON.parse(readFileSync(fixture('expected.json'), 'utf8'))

/** Runs with a folder of its own, which is gone afterwards. */
export async function inFolder<T> (run: (file: (name: string) => string) => Promise<T>) {
  const own = await mkdtemp(path.join(tmpdir(), 'remixture-'))
  try {
    return await run(name => path.join(own, name))
  } finally {
    await rm(own, { recursive: true })
  }
}

/** The names of what lies beside a file. */
export const beside = (file: string) => readdir(path.dirname(file))

/** All that an iterable gives. */
export async function all<T> (given: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const each of given) found.push(each)
  return found
}

/** Asserts that a promise is refused with a code and a sentence that matches. */
export async function refuses (
  t: ExecutionContext, code: ErrorCode, sentence: RegExp, run: () => Promise<unknown>
) {
  const error = await t.throwsAsync(run, { instanceOf: RemixtureError })
  t.is(error?.code, code)
  t.regex(error?.message ?? '', sentence)
}

/** Numbers as JSON states them: whole ones of 64 bits as texts, others that it lacks by name. */
export function plain (data: ArrayLike<number | bigint>): unknown[] {
  return Array.from(data, each => {
    if (typeof each === 'bigint') return String(each)
    if (Number.isNaN(each)) return 'nan'
    return each === Infinity ? 'inf' : each === -Infinity ? '-inf' : each
  })
}
