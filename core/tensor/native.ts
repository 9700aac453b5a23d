import type { KernelConfig } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { optional } from './optional.js'

/** tfjs-node and tfjs-node-gpu register one name, so a process has one of them. */
const BACKEND = 'tensorflow'

/**
 * Imports tfjs-node or tfjs-node-gpu and starts it.
 *
 * @throws Error where it is not installed, came without its binary (`npm install
 *   --ignore-scripts`), does not start, or where the other one runs; nothing of it stays registered
 */
export async function native (specifier: string): Promise<void> {
  if (tf.engine().findBackendFactory(BACKEND) !== null) {
    const { isGPUPackage } = (tf.findBackend(BACKEND) ?? {}) as { isGPUPackage?: boolean }
    if (isGPUPackage === undefined || isGPUPackage === specifier.endsWith('-gpu')) return
    throw new Error(`the other package of the backend "${BACKEND}" is loaded`)
  }
  shimUtil()
  const before = new Set(tf.getKernelsForBackend(BACKEND))
  try {
    await optional(specifier)
    if (!await tf.setBackend(BACKEND)) throw new Error('it did not start')
  } catch (error) {
    forget(before)
    throw error
  }
}

/** Takes back what a package registered before it failed: the other one would warn of each. */
function forget (before: ReadonlySet<KernelConfig>): void {
  if (tf.engine().findBackendFactory(BACKEND) !== null) tf.removeBackend(BACKEND)
  for (const kernel of tf.getKernelsForBackend(BACKEND)) {
    if (!before.has(kernel)) tf.unregisterKernel(kernel.kernelName, BACKEND)
  }
}

/** What to do about a package that is there but could not be loaded; nothing where it is not. */
export function nativeRemedy (specifier: string, error: unknown): string | undefined {
  if (tf.engine().findBackendFactory(BACKEND) !== null) return 'start it in another process'
  const code = (error as { code?: unknown } | null)?.code
  const absent = code === 'ERR_MODULE_NOT_FOUND' && String(error).includes(specifier)
  return absent ? undefined : `if its binary is missing, "npm rebuild ${specifier}" fetches it`
}

/** tfjs-node 4.22 calls two functions that Node 23 dropped from `util`. */
function shimUtil (): void {
  const util = globalThis.process?.getBuiltinModule?.('util') as Record<string, unknown> | undefined
  if (util === undefined) return
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  util.isArray ??= Array.isArray
}
