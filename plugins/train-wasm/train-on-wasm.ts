import type { KernelFunc, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../core/errors.js'
import { prepareModules } from '../../core/tensor/kernels/wasm/module.js'
import { registerGradients } from './gradients.js'
import { trainingKernels } from './kernels/index.js'
import type { Run, TrainingKernel, Trial } from './kernels/kernel.js'
import { roomIn } from './room.js'

const backendName = 'wasm'

/** Which kernels of tfjs give way. */
export interface TrainOnWasmOptions {
  /**
   * `wrong` (default): those that get a small case wrong. `slow`: also right ones that are many
   * times slower. `none`: only what is missing is added.
   */
  readonly replace?: 'wrong' | 'slow' | 'none'
}

/** What `trainOnWasm` did, by the names that tfjs has for kernels. */
export interface TrainOnWasm {
  /** tfjs had none. */
  readonly added: readonly string[]
  /** tfjs' own gave way. */
  readonly replaced: readonly string[]
  /** tfjs' own, or this plugin's from an earlier call, are in place. */
  readonly kept: readonly string[]
}

/** Kernels of this plugin: a second call leaves them where they are. */
const ours = new WeakSet<KernelFunc>()

/**
 * Makes the wasm backend of tfjs able to train convolutional networks: adds the gradient kernels
 * that it lacks (of the filters of convolutions, of depthwise convolutions, of gathering), and
 * replaces those that are wrong, such as that of max pooling over values below 0. A kernel that a
 * later tfjs brings is kept if it is right.
 *
 * The backend `wasm` must be in effect. Gradients come from tfjs itself: import
 * `@tensorflow/tfjs-layers` or `@tensorflow/tfjs`.
 *
 * @returns what it added, replaced and kept
 * @throws BACKEND if another backend is in effect, or its memory cannot be shared; OPTION for an
 *   option that is not known
 */
export async function trainOnWasm (options: TrainOnWasmOptions = {}): Promise<TrainOnWasm> {
  const replace = replaced(options)
  const running = tf.getBackend() as string | undefined
  if (running !== backendName) {
    const remedy = 'await tf.setBackend("wasm") first'
    throw fail('BACKEND', backendName, `must be in effect, not "${running ?? ''}"; ${remedy}`)
  }
  await prepareModules(tf.backend())
  roomIn(tf.backend())
  const done = { added: [] as string[], replaced: [] as string[], kept: [] as string[] }
  for (const kernel of trainingKernels) {
    const fate = await fateOf(kernel, replace)
    done[fate].push(kernel.name)
    if (fate !== 'kept') register(kernel)
  }
  registerGradients(replace === 'slow')
  return done
}

function replaced (options: unknown): 'wrong' | 'slow' | 'none' {
  const who = 'trainOnWasm'
  if (typeof options !== 'object' || options === null)
    throw fail('OPTION', who, 'options', 'must be an object', options)
  for (const name of Object.keys(options))
    if (name !== 'replace') throw fail('UNKNOWN_OPTION', who, name, ['replace'])
  const { replace = 'wrong' } = options as TrainOnWasmOptions
  if (!(['wrong', 'slow', 'none'] as unknown[]).includes(replace))
    throw fail('OPTION', who, 'replace', 'must be "wrong", "slow" or "none"', replace)
  return replace
}

async function fateOf (
  { name, trial, faster }: TrainingKernel, replace: 'wrong' | 'slow' | 'none'
): Promise<keyof TrainOnWasm> {
  const there = tf.getKernel(name, backendName)
  if (there === undefined) return 'added'
  if (ours.has(there.kernelFunc) || replace === 'none') return 'kept'
  if (replace === 'slow' && faster === true) return 'replaced'
  return trial === undefined || await passes(name, trial) ? 'kept' : 'replaced'
}

/** Whether the kernel that is registered gets a small case right. */
async function passes (name: string, { inputs, attrs, expected }: Trial): Promise<boolean> {
  const result = tf.tidy(() => tf.engine().runKernel<Tensor>(
    name,
    Object.fromEntries(Object.entries(inputs).map(([input, { values, shape, dtype }]) =>
      [input, tf.tensor([...values], [...shape], dtype)])),
    attrs
  ))
  const found = await result.data()
  result.dispose()
  return expected.every((value, i) => Math.abs(found[i] - value) < 1e-6)
}

function register ({ name, run }: TrainingKernel): void {
  const there: tf.KernelConfig | undefined = tf.getKernel(name, backendName)
  if (there !== undefined) tf.unregisterKernel(name, backendName)
  const own = there?.kernelFunc as Run | undefined
  const kernelFunc = (given => run(given, own)) as KernelFunc
  ours.add(kernelFunc)
  // Whatever tfjs' own kernel needs when its backend starts anew is done still.
  tf.registerKernel({ ...there, kernelName: name, backendName, kernelFunc })
}
