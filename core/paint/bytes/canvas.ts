import type { ByteBlend } from './blend.js'
import { clamped } from './blend.js'
import type { Spans } from './strokes.js'

/** One row being painted. Nothing is computed before it must be. */
export interface ByteCanvas {
  /** A source as it is. */
  copy (source: Uint8Array, box?: Spans): void
  blend (source: Uint8Array, blend: ByteBlend, box?: Spans): void
  /** Puts what is there into the row, rounded half to even. */
  finish (): void
}

/**
 * @param image - its bytes, whatever they hold
 * @param lengths - of its axes; there may be channels after them
 * @param scratch - as many floats, whatever they hold; asked for where they are needed
 */
export function byteCanvas (
  image: Uint8Array, lengths: readonly number[], scratch: () => Float32Array
): ByteCanvas {
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
    box: Spans | undefined, paint: (from: number, to: number) => void
  ): void => { runs(box ?? [], lengths, 0, image.length, paint) }
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

/** The runs of bytes of a box, in order; along axes that a box does not name it is whole. */
function runs (
  [span, ...rest]: Spans, [length, ...lengths]: readonly number[], from: number, bytes: number,
  paint: (from: number, to: number) => void
): void {
  if (span === undefined) {
    paint(from, from + bytes)
    return
  }
  const cell = bytes / length
  const [start, end] = [Math.max(span[0], 0), Math.min(span[1], length)]
  if (rest.length === 0) {
    if (start < end) paint(from + start * cell, from + end * cell)
    return
  }
  for (let at = start; at < end; at++) runs(rest, lengths, from + at * cell, cell, paint)
}
