import * as tf from '@tensorflow/tfjs-core'
import type { GpuAdapter, GpuGround } from './gpu.js'

/** A backend that may be there, and how it comes. */
export interface Candidate {
  /** What users call it. */
  readonly name: string
  /** What tfjs calls it. */
  readonly backend: string
  /** Registers it with tfjs; throws where it is not installed. */
  readonly load?: () => Promise<unknown>
  /** What to do where it is installed but cannot be loaded. */
  readonly remedy?: (error: unknown) => Promise<string | undefined>
  /** Makes present what it runs on, or says why it had better not be used here. */
  readonly prepare?: (named: boolean) => Promise<GpuGround>
}

const adapters = new Map<string, GpuAdapter>()

/** The adapter that a backend started on here, if it needs one. */
export function adapterOf (backend: string): GpuAdapter | undefined {
  return adapters.get(backend)
}

/**
 * Loads and starts a backend.
 *
 * @param named - the user asked for it, so a slow one is his choice
 * @returns why it did not start; nothing if it did
 */
export async function start (candidate: Candidate, named = false): Promise<string | undefined> {
  const { backend, prepare } = candidate
  // What runs already was prepared when it was started.
  const runs = backend in tf.engine().registry
  if (runs && !named && adapters.get(backend)?.software === true) return 'would run in software'
  const ground = runs ? undefined : await prepare?.(named)
  if (ground !== undefined && 'problem' in ground) return ground.problem
  const problem = await begin(candidate)
  if (ground === undefined) return problem
  if (problem === undefined) adapters.set(backend, ground.adapter)
  else ground.undo()
  return problem
}

async function begin ({ name, backend, load, remedy }: Candidate): Promise<string | undefined> {
  try {
    await load?.()
  } catch (error) {
    const advice = await remedy?.(error) ?? `install it by "npm install ${packageOf(name)}"`
    return `could not be loaded (${sentence(error)}); ${advice}`
  }
  if (tf.engine().findBackendFactory(backend) === null) {
    return load === undefined
      ? 'is not registered with tfjs; import its package first'
      : 'did not register with tfjs; start it by ' +
        `useBackend("${name}") before its package is imported`
  }
  // Whichever backend is asked for: other backends may fall back on cpu later.
  silenceCpu()
  try {
    return await tf.setBackend(backend) ? undefined : 'did not start; see the warning of tfjs above'
  } catch (error) {
    return `did not start (${sentence(error)})`
  }
}

/**
 * tfjs also names a backend that did not start, and then finds no kernel for it: takes the name
 * back, so that it looks for one that does.
 */
export function unsetFailed (): void {
  const { backendName: name, registry, registryFactory } = tf.engine()
  // Its types promise a name, and an entry for it.
  if (!(name in registryFactory) || name in registry) return
  const { factory, priority } = registryFactory[name]
  tf.removeBackend(name)
  tf.registerBackend(name, factory, priority)
}

function packageOf (name: string): string {
  return `@tensorflow/${name.startsWith('tfjs-') ? name : `tfjs-backend-${name}`}`
}

function sentence (error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]
}

/** Takes the banner from tfjs' cpu backend, which prints it with the first tensor in Node. */
function silenceCpu (): void {
  if (tf.engine().findBackendFactory('cpu') === null) return
  const cpu = tf.findBackend('cpu') as { firstUse?: boolean } | null
  if (cpu?.firstUse === true) cpu.firstUse = false
}
