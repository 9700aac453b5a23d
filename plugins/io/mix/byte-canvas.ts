import type { ByteBlend } from './byte-blend.js'
import { clamped } from './byte-blend.js'
import type { Rectangle } from './byte-strokes.js'

/** One image being painted. Nothing is computed before it must be. */
export interface ByteCanvas {
  /** A source as it is. */
  copy (source: Uint8Array, box?: Rectangle): void
  blend (source: Uint8Array, blend: ByteBlend, box?: Rectangle): void
  /** Puts what is there into the image, rounded half to even. */
  finish (): void
}

/**
 * @param image - `height · line` bytes, whatever they hold
 * @param line - bytes of one row of pixels
 * @param scratch - as many floats, whatever they hold; asked for where they are needed
 */
export function byteCanvas (
  image: Uint8Array, line: number, channels: number, scratch: () => Float32Array
): ByteCanvas {
  const height = image.length / line
  /** What is there: nothing, a source, the image itself, or the scratch; a blend may wait. */
  let there: Uint8Array | Float32Array | undefined
  let waiting: { readonly source: Uint8Array, readonly blend: ByteBlend } | undefined

  /** What is there as floats, none waiting. */
  const floats = (): Float32Array => {
    if (there instanceof Float32Array) return there
    const bytes = there ?? blacken()
    const made = scratch()
    if (waiting === undefined) made.set(bytes)
    else {
      const { source, blend: { keep, take } } = waiting
      for (let i = 0; i < made.length; i++) made[i] = keep[bytes[i]] + take[source[i]]
    }
    waiting = undefined
    there = made
    return made
  }
  const blacken = (): Uint8Array => image.fill(0)
  const spans = (
    box: Rectangle | undefined, paint: (from: number, to: number) => void
  ): void => {
    if (box === undefined) {
      paint(0, image.length)
      return
    }
    for (let y = Math.max(box.top, 0); y < Math.min(box.bottom, height); y++) {
      paint(y * line + box.left * channels, y * line + box.right * channels)
    }
  }
  return {
    copy (source, box) {
      if (box === undefined) {
        there = source
        waiting = undefined
        return
      }
      if (waiting !== undefined) floats()
      if (there === undefined) blacken()
      else if (there instanceof Uint8Array && there !== image) image.set(there)
      const target = there instanceof Float32Array ? there : image
      there = target
      spans(box, (from, to) => { target.set(source.subarray(from, to), from) })
    },
    blend (source, blend, box) {
      if (box === undefined && waiting === undefined && !(there instanceof Float32Array)) {
        there ??= blacken()
        waiting = { source, blend }
        return
      }
      const target = floats()
      const factor = blend.keep[1]
      spans(box, (from, to) => {
        for (let i = from; i < to; i++) {
          target[i] = Math.fround(target[i] * factor) + blend.take[source[i]]
        }
      })
    },
    finish () {
      if (waiting !== undefined) waiting.blend.write(image, there as Uint8Array, waiting.source)
      else if (there === undefined) blacken()
      else if (there !== image) clamped(image).set(there)
    }
  }
}
