import type { ClassMasks, Maps, Pixels, SaliencyMaps } from '../../domains/image/index.js'
import type { HostArray, SignalProvider } from '../../core/index.js'
import { maskIds, noise } from '../../plugins/check/batches.js'

/** The shape of x, on the host or on the device. */
function shapeOf ({ x }: Readonly<Record<string, unknown>>): readonly number[] {
  return (x as { shape: readonly number[] }).shape
}

/** A saliency that rests on the shape of a batch alone. */
export const saliency: SignalProvider<SaliencyMaps> = batch => {
  const shape = shapeOf(batch).slice(0, 3)
  return { data: noise(shape.reduce((size, n) => size * n, 1), 21, 0, 1), shape }
}

/** Class masks that rest on the shape of a batch alone. */
export const masks: SignalProvider<ClassMasks> = batch => {
  const [size, height, width] = shapeOf(batch)
  return { data: maskIds({ size, height, width, channels: 1 }), shape: [size, height, width] }
}

/** Attention to a few patches that rests on the shape of a batch alone. */
export const attention: SignalProvider<Maps> = batch => {
  const [size] = shapeOf(batch)
  return { data: noise(size * 4 * 5, 22, 0, 1), shape: [size, 4, 5] }
}

/** Features of a few cells that rest on the shape of a batch alone. */
export const features: SignalProvider<HostArray<Float32Array>> = batch => {
  const [size] = shapeOf(batch)
  return { data: noise(size * 3 * 4 * 2, 23), shape: [size, 3, 4, 2] }
}

/** Images that rest on the shape of a batch alone. */
export const pixels: SignalProvider<Pixels> = batch => {
  const shape = shapeOf(batch)
  return { data: noise(shape.reduce((size, n) => size * n, 1), 24, 0, 1), shape }
}

/** Gradients that rest on the shape of a batch alone. */
export const gradient: SignalProvider<HostArray<Float32Array>> = batch => {
  const shape = shapeOf(batch)
  return { data: noise(shape.reduce((size, n) => size * n, 1), 25, -1, 1), shape }
}
