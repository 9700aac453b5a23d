import * as tf from '@tensorflow/tfjs-core'

/** A backend that may be there, and how it comes. */
export interface Candidate {
  /** What users call it. */
  readonly name: string
  /** What tfjs calls it. */
  readonly backend: string
  /** Registers it with tfjs; throws where it is not installed. */
  readonly load?: () => Promise<unknown>
  /** What to do where it is installed but cannot be loaded. */
  readonly remedy?: (error: unknown) => string | undefined
  /** Why it had better not be used here, if so. */
  readonly unfit?: (named: boolean) => Promise<string | undefined>
}

/**
 * Loads and starts a backend.
 *
 * @param named - the user asked for it, so a slow one is his choice
 * @returns why it did not start; nothing if it did
 */
export async function start (candidate: Candidate, named = false): Promise<string | undefined> {
  const { name, backend, load, remedy, unfit } = candidate
  const problem = await unfit?.(named)
  if (problem !== undefined) return problem
  try {
    await load?.()
  } catch (error) {
    const advice = remedy?.(error) ?? `install it by "npm install ${packageOf(name)}"`
    return `could not be loaded (${sentence(error)}); ${advice}`
  }
  if (tf.engine().findBackendFactory(backend) === null) {
    return 'is not registered with tfjs; import its package first'
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

/** Imports a package that need not be installed: no compiler and no bundler looks for it. */
export function optional (specifier: string): Promise<unknown> {
  return import(specifier)
}

interface Adapters { requestAdapter (): Promise<Adapter | null> }

interface Adapter {
  readonly isFallbackAdapter?: boolean
  readonly info?: Readonly<Record<string, unknown>>
}

/** tfjs warns at length where there is no adapter, and one in software is slower than wasm. */
export async function adapterProblem (named: boolean): Promise<string | undefined> {
  const { gpu } = (globalThis.navigator ?? {}) as { gpu?: Adapters }
  const adapter = await gpu?.requestAdapter().catch(() => null)
  if (adapter === undefined) {
    return 'needs navigator.gpu, which is not there; in Node it comes from "npm install webgpu"'
  }
  if (adapter === null) return 'found no adapter: no GPU, or no driver for it'
  return !named && isSoftware(adapter) ? 'would run in software' : undefined
}

function isSoftware ({ isFallbackAdapter, info }: Adapter): boolean {
  if (isFallbackAdapter === true || info?.isFallbackAdapter === true) return true
  // By name: they are no properties of the object itself.
  const said = [info?.vendor, info?.architecture, info?.device, info?.description].join(' ')
  return /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(said)
}

/** Takes the banner from tfjs' cpu backend, which prints it with the first tensor in Node. */
function silenceCpu (): void {
  if (tf.engine().findBackendFactory('cpu') === null) return
  const cpu = tf.findBackend('cpu') as { firstUse?: boolean } | null
  if (cpu?.firstUse === true) cpu.firstUse = false
}
