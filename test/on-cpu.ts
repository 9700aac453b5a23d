import type { ExecutionContext } from 'ava'
import test from 'ava'
import { useBackend } from '../core/index.js'

/** A test on cpu, after the one before it: others of its room may leave another backend. */
export function onCpu (
  title: string, body: (t: ExecutionContext) => void | Promise<void>
): void {
  test.serial(title, async t => {
    await useBackend('cpu')
    await body(t)
  })
}
