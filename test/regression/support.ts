import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ExecutionContext } from 'ava'
import { RemixtureError } from '../../core/index.js'

/** A folder with some files, gone when the test ends. */
export async function folder (
  t: ExecutionContext, files: Readonly<Record<string, string>> = {}
): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'tables-'))
  t.teardown(async () => { await rm(root, { recursive: true }) })
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(root, name), text)
  return root
}

/** That a call is refused with a code and a sentence. */
export async function refused (
  t: ExecutionContext, call: () => unknown, code: string, says: RegExp
): Promise<void> {
  const error = await t.throwsAsync(async () => { await call() }, { instanceOf: RemixtureError })
  t.is(error?.code, code as never)
  t.regex(error?.message ?? '', says)
}
