import type { ClassMasks, SaliencyMaps } from '../../domains/image/index.js'
import type { SignalProvider } from '../../core/index.js'
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
