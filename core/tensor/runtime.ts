// The one place that makes gradients present: tfjs-core brings none of its own in Node, and this
// registers all of them without the chained methods.
import '@tensorflow/tfjs-layers'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { turns } from '../turns.js'
import type { Candidate } from './backends.js'
import { adapterOf, start, unsetFailed } from './backends.js'
import type { GpuAdapter } from './gpu.js'
import { fusedOn } from './operation.js'
import { optional } from './optional.js'

if (tf.getGradient('Multiply') === undefined) throw fail('GRADIENTS')

/** In the order of preference. Those that are not installed are passed over. */
const candidates: readonly Candidate[] = [
  ...['tfjs-node-gpu', 'tfjs-node'].map(name => ({
    name,
    backend: 'tensorflow',
    // Pages have neither, and do not load what starts them.
    load: async () => (await import('./native.js')).native(`@tensorflow/${name}`),
    remedy: async (error: unknown) =>
      (await import('./native.js')).nativeRemedy(`@tensorflow/${name}`, error)
  })),
  {
    name: 'webgpu',
    backend: 'webgpu',
    // A page imports the package itself: there its name means nothing when the program runs.
    load: async () => {
      if (tf.engine().findBackendFactory('webgpu') === null)
        await optional('@tensorflow/tfjs-backend-webgpu')
    },
    prepare: async named => (await import('./gpu.js')).prepareGpu(named)
  },
  { name: 'wasm', backend: 'wasm', load: () => import('@tensorflow/tfjs-backend-wasm') },
  { name: 'cpu', backend: 'cpu', load: () => import('@tensorflow/tfjs-backend-cpu') }
]

/** What runs, and which operations are one kernel there. */
export interface Capabilities {
  /** The backend of tfjs in effect; empty before one has started. */
  readonly backend: string
  /** Whether each operation is one kernel there. */
  readonly fused: Readonly<Record<string, boolean>>
  /** Why those that are not are composed of tfjs' own operations. */
  readonly reasons: Readonly<Record<string, string>>
  /** What webgpu runs on, if it was started here. */
  readonly adapter?: GpuAdapter
}

/** Says on which backend operations run, and which of them as one fused kernel. */
export function capabilities (): Capabilities {
  // tfjs' types promise a name, but there is none before a backend has started.
  const backend = (tf.getBackend() as string | undefined) ?? ''
  const adapter = adapterOf(backend)
  const found = Object.entries(fusedOn(backend))
  return {
    backend,
    fused: Object.fromEntries(found.map(([name, fused]) => [name, fused === true])),
    reasons: Object.fromEntries(found.filter((entry): entry is [string, string] =>
      entry[1] !== true)),
    ...adapter === undefined ? {} : { adapter }
  }
}

/**
 * Starts a backend: the one that is named; else the one that already runs, if the user set it; else
 * the first that starts of tfjs-node-gpu, tfjs-node, webgpu (on a hardware adapter), wasm, cpu.
 *
 * A running `cpu` does not count as set: tfjs falls back to it by itself. A backend that does not
 * start leaves the one before it in effect. In Node `webgpu` runs on Dawn, the optional peer
 * `webgpu`, which becomes `navigator.gpu` once an adapter is found; on one in software only if
 * `webgpu` is named. Tensors there are read by `data()` alone: Node has no canvas to wait on.
 * One start at a time: who asks meanwhile waits, for tfjs gives up the one before.
 *
 * @param name - `tfjs-node-gpu`, `tfjs-node`, `webgpu`, `wasm`, `cpu`, or any backend that is
 *   registered with tfjs, such as `tensorflow` or `webgl`
 * @returns the name tfjs has for it; `tensorflow` for both tfjs-node and tfjs-node-gpu
 * @throws BACKEND if the one that is named, or none at all, cannot be started; OPTION for a name
 *   that is no text
 */
export async function useBackend (name?: string): Promise<string> {
  return await inTurn(async () => await startAny(name))
}

const inTurn = turns()

async function startAny (name: string | undefined): Promise<string> {
  if (name !== undefined) return startNamed(name)
  const running = runningBackend()
  if (running !== undefined && running !== 'cpu') return prepared()
  for (const candidate of candidates) {
    if (await start(candidate) === undefined) return prepared()
  }
  unsetFailed()
  const remedy = 'install it by "npm install @tensorflow/tfjs-backend-cpu"'
  throw fail('BACKEND', 'cpu', `did not start; ${remedy}`)
}

async function startNamed (name: string): Promise<string> {
  if (typeof name !== 'string') throw fail('OPTION', 'useBackend', 'name', 'must be text', name)
  const before = runningBackend()
  const named = candidates.filter(known => known.name === name || known.backend === name)
  const tried = named.length > 0 ? named : [{ name, backend: name }]
  let reason = ''
  for (const candidate of tried) {
    const failure = await start(candidate, true)
    if (failure === undefined) return prepared()
    reason = failure
  }
  if (before === undefined) unsetFailed()
  else await tf.setBackend(before)
  throw fail('BACKEND', name, reason)
}

/** Makes the kernels of the backend in effect ready, and tells its name. */
async function prepared (): Promise<string> {
  // Not before: kernels import operations, and those import this.
  const { loadKernels } = await import('#kernels')
  await loadKernels()
  return tf.getBackend()
}

/** The backend in effect, if it has started: tfjs also names one that failed to. */
function runningBackend (): string | undefined {
  const name = tf.getBackend() as string | undefined
  return name !== undefined && name in tf.engine().registry ? name : undefined
}

/**
 * Checks that a value is a tensor that can be used here.
 *
 * @throws SECOND_TFJS for a tensor of another copy of tfjs-core, INPUT for what is no tensor or has
 *   been disposed
 */
export function checkTensor (x: unknown, who: string, name: string): asserts x is Tensor {
  // `instanceof` would not do: tfjs lets anything pass that has the methods of a tensor.
  if (Object.prototype.isPrototypeOf.call(tf.Tensor.prototype, x as object)) {
    if ((x as Tensor).isDisposed) throw fail('INPUT', who, name, 'must not have been disposed', x)
    return
  }
  if (x instanceof tf.Tensor) throw fail('SECOND_TFJS', name)
  throw fail('INPUT', who, name, 'must be a tensor', x)
}
