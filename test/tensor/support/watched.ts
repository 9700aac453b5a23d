import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/tensor/index.js'
import { backends } from '../../backends.js'
import { standIn } from './stand-in.js'

/** What ran on the backend of tfjs-node while something was done. */
export interface Count { readonly ran: readonly string[], readonly reads: number }

export interface Watched { count (run: () => void): Count }

interface Binding {
  executeOp (name: string, ...rest: unknown[]): unknown
  tensorDataSync (id: number): unknown
}

/** Watches the native binding if the tests are to run on it, otherwise what stands in for it. */
export async function watch (): Promise<Watched> {
  if (!backends.includes('tensorflow')) {
    await useBackend('cpu')
    const backend = standIn()
    return counting(() => ({ ran: backend.ran, reads: backend.reads }))
  }
  await useBackend('tensorflow')
  const backend = tf.backend() as unknown as { binding: Binding }
  const { binding } = backend
  const ran: string[] = []
  let reads = 0
  // Its own properties cannot be written.
  backend.binding = Object.create(binding, {
    executeOp: {
      value: (name: string, ...rest: unknown[]) => {
        ran.push(name)
        return binding.executeOp(name, ...rest)
      }
    },
    tensorDataSync: {
      value: (id: number) => {
        reads++
        return binding.tensorDataSync(id)
      }
    }
  }) as Binding
  return counting(() => ({ ran, reads }))
}

function counting (so: () => Count): Watched {
  return {
    count: run => {
      const { ran: { length }, reads } = so()
      run()
      const after = so()
      return { ran: after.ran.slice(length), reads: after.reads - reads }
    }
  }
}
