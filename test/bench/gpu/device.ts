import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs-core'
import type { GpuAdapter } from '../../../core/tensor/gpu.js'
import { prepareGpu } from '../../../core/tensor/gpu.js'

/** What is timed on. */
export interface Device {
  readonly adapter: GpuAdapter
  /** Waits until all that was asked for is done. */
  done (): Promise<void>
  /** Copies that many bytes on the device. */
  copy (bytes: number): void
}

interface Dawn {
  create (options: readonly string[]): GPU
  readonly globals: Readonly<Record<string, unknown>>
}

/** tfjs' webgpu backend, as far as it is needed here. */
interface Backend {
  readonly device: GPUDevice
  readonly commandEncoder: unknown
  endComputePassEncoder (): void
  submitQueue (): void
}

/**
 * Starts tfjs' webgpu backend on the Dawn that lies beside the bench.
 *
 * @throws Error where there is no adapter
 */
export async function startDevice (dawn: string): Promise<Device> {
  const { create, globals } = createRequire(import.meta.url)(dawn) as Dawn
  Object.assign(globalThis, globals)
  const gpu = create([])
  if (globalThis.navigator === undefined) {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true })
  }
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true })
  const ground = await prepareGpu(true)
  if ('problem' in ground) {
    throw new Error(`webgpu ${ground.problem}; ` +
      'README.md says how to name a driver, also one in software')
  }
  await import('@tensorflow/tfjs-backend-webgpu')
  if (!await tf.setBackend('webgpu')) throw new Error('webgpu did not start')
  const backend = tf.backend() as unknown as Backend
  const { device } = backend
  device.addEventListener('uncapturederror', ({ error }) => { throw new Error(error.message) })
  const copies = new Map<number, readonly [GPUBuffer, GPUBuffer]>()
  return {
    adapter: ground.adapter,
    done: async () => {
      backend.endComputePassEncoder()
      if (backend.commandEncoder !== null) backend.submitQueue()
      await device.queue.onSubmittedWorkDone()
    },
    copy: bytes => {
      const [from, to] = copies.get(bytes) ?? buffers(device, bytes)
      copies.set(bytes, [from, to])
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(from, 0, to, 0, bytes)
      device.queue.submit([encoder.finish()])
    }
  }
}

function buffers (device: GPUDevice, size: number): readonly [GPUBuffer, GPUBuffer] {
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
  return [device.createBuffer({ size, usage }), device.createBuffer({ size, usage })]
}
