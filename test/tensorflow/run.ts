import { spawnSync } from 'node:child_process'

/**
 * Runs a program, and shows what it prints.
 *
 * @throws Error if it fails
 */
export function run (
  cwd: string, command: string, parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {}
): void {
  const env = { ...process.env, ...variables }
  const { status, error } = spawnSync(command, [...parameters], { cwd, env, stdio: 'inherit' })
  if (status !== 0) throw error ?? new Error(`"${command} ${parameters.join(' ')}" failed`)
}
