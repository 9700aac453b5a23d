import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What a program wrote. */
export interface Written { readonly stdout: string, readonly stderr: string }

/** Runs a compiled program of this folder in a process of its own. */
export async function run (program: string, ...args: readonly string[]): Promise<Written> {
  const path = fileURLToPath(new URL(program, import.meta.url))
  // Neither the flags nor the settings of whoever runs the tests may change what is written.
  const { NODE_OPTIONS: _flags, NODE_V8_COVERAGE: _coverage, ...env } = process.env
  const options = { env, maxBuffer: 2 ** 26 }
  return await promisify(execFile)(process.execPath, [path, ...args], options)
}
