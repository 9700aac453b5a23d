import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const index = new URL('../../../core/tensor/index.js', import.meta.url).href

export interface ChildResult {
  readonly report: unknown
  /** What it printed besides. */
  readonly stdout: string
  readonly stderr: string
  /** Its exit status; null if it did not end by itself. */
  readonly status: number | null
}

/** Runs a program in a process of its own; its last line is what it reports. */
export function child (program: string): ChildResult {
  const options = ['--input-type=module', '--eval', program]
  const { stdout, stderr, status } = spawnSync(process.execPath, options, {
    encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)), timeout: 60_000,
    env: { ...process.env, NODE_OPTIONS: '' }
  })
  const [, printed = '', reported = 'null'] = /^([\s\S]*)REPORT(.*)\n$/.exec(stdout) ?? []
  return { report: JSON.parse(reported), stdout: printed, stderr, status }
}

/** The statement that reports a value. */
export const report = (value: string): string =>
  `process.stdout.write('REPORT' + JSON.stringify(${value}) + '\\n')`
