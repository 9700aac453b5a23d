import { fail } from '../../../core/errors.js'
import { checkOneOf } from '../checks.js'

/** A sound as a file holds it: channels of one length, mostly in -1 … 1. */
export interface Recording {
  readonly sampleRate: number
  readonly channels: readonly Float32Array[]
}

interface Format {
  readonly code: number
  readonly channels: number
  readonly sampleRate: number
  readonly bits: number
}

const PCM = 1
const FLOAT = 3
const EXTENSIBLE = 0xfffe

/**
 * Reads a WAV file: PCM of 8, 16, 24 or 32 bits, or floats of 32 or 64, any number of channels.
 * Whole numbers become shares of their range, 16-bit ones 1 / 32768 each.
 *
 * @param source - names the file in errors
 * @throws FORMAT for what is no such file, is cut off, or holds samples that are not finite
 */
export function readWav (bytes: Uint8Array, source = 'readWav'): Recording {
  if (!(bytes instanceof Uint8Array)) throw fail('INPUT', source, 'bytes', 'must be bytes', bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE')
    throw fail('FORMAT', source, 'is no WAV file: it must begin with RIFF and WAVE')
  let format: Format | undefined
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true)
    if (tag(at) === 'fmt ') format = formatOf(view, at + 8, size, source)
    if (tag(at) === 'data') {
      if (format === undefined) throw fail('FORMAT', source, 'has its samples before their format')
      if (at + 8 + size > bytes.length) {
        throw fail('FORMAT', source,
          `is cut off: it should have ${size} bytes of samples, and has ${bytes.length - at - 8}`)
      }
      return samplesOf(view, at + 8, size, format, source)
    }
    at += 8 + size + size % 2
  }
  throw fail('FORMAT', source, 'is cut off: it has no samples')
}

function formatOf (view: DataView, at: number, size: number, source: string): Format {
  if (size < 16 || at + size > view.byteLength)
    throw fail('FORMAT', source, 'is cut off in its format')
  const first = view.getUint16(at, true)
  const code = first === EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : first
  const [channels, bits] = [view.getUint16(at + 2, true), view.getUint16(at + 14, true)]
  const sampleRate = view.getUint32(at + 4, true)
  const known = (code === PCM && [8, 16, 24, 32].includes(bits)) ||
    (code === FLOAT && [32, 64].includes(bits))
  if (!known)
    throw fail('FORMAT', source, `has samples of format ${code}, ${bits} bits: it is not read`)
  if (channels < 1 || sampleRate < 1)
    throw fail('FORMAT', source, `says it has ${channels} channels at ${sampleRate} Hz`)
  return { code, channels, sampleRate, bits }
}

function samplesOf (
  view: DataView, at: number, size: number, { code, channels, sampleRate, bits }: Format,
  source: string
): Recording {
  const width = bits / 8
  const length = Math.floor(size / (width * channels))
  const read = readers[`${code}-${bits}`]
  const list = Array.from({ length: channels }, (_, c) =>
    Float32Array.from({ length }, (_, k) => read(view, at + (k * channels + c) * width)))
  if (list.some(each => each.some(sample => !Number.isFinite(sample))))
    throw fail('FORMAT', source, 'holds samples that are not finite')
  return { sampleRate, channels: list }
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  '1-8': (view, at) => (view.getUint8(at) - 128) / 128,
  '1-16': (view, at) => view.getInt16(at, true) / 32768,
  '1-24': (view, at) => (view.getUint16(at, true) | view.getInt8(at + 2) << 16) / 8388608,
  '1-32': (view, at) => view.getInt32(at, true) / 2147483648,
  '3-32': (view, at) => view.getFloat32(at, true),
  '3-64': (view, at) => view.getFloat64(at, true)
}

/** How samples are written. */
export type WavKind = typeof kinds[number]

const kinds = ['pcm16', 'pcm24', 'pcm32', 'float32'] as const
/** A file tells its length in 32 bits; an array of bytes here has 31 of them. */
const MOST = 2 ** 31 - 64

/**
 * Writes a WAV file. Whole numbers are rounded, and what lies outside -1 … 1 is cut there; floats
 * are written as they are.
 *
 * @throws INPUT for channels of different lengths or none, more than 65535 of them or than a file
 *   has room for, samples that are not finite, and for what is no rate; OPTION for what is no kind
 */
export function writeWav (recording: Recording, kind: WavKind = 'pcm16'): Uint8Array {
  const { sampleRate, channels } = checkRecording(recording)
  checkOneOf(kind, kinds, 'writeWav', 'kind')
  const { length } = channels[0]
  if (length * channels.length * 4 > MOST)
    throw fail('INPUT', 'writeWav', 'channels', `must be of ${MOST} bytes at most`, channels)
  const bits = Number(kind.slice(-2))
  const [width, head] = [bits / 8, 44]
  const size = length * channels.length * width
  const bytes = new Uint8Array(head + size + size % 2)
  const view = new DataView(bytes.buffer)
  const text = (at: number, tag: string): void => {
    for (let k = 0; k < tag.length; k++) bytes[at + k] = tag.charCodeAt(k)
  }
  text(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, kind === 'float32' ? FLOAT : PCM, true)
  view.setUint16(22, channels.length, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * channels.length * width, true)
  view.setUint16(32, channels.length * width, true)
  view.setUint16(34, bits, true)
  text(36, 'data')
  view.setUint32(40, size, true)
  const most = 2 ** (bits - 1)
  channels.forEach((each, c) => {
    each.forEach((sample, k) => {
      const at = head + (k * channels.length + c) * width
      if (kind === 'float32') return view.setFloat32(at, sample, true)
      const level = Math.min(Math.max(Math.round(sample * most), -most), most - 1)
      if (bits === 16) view.setInt16(at, level, true)
      else if (bits === 32) view.setInt32(at, level, true)
      else {
        view.setUint16(at, level & 0xffff, true)
        view.setInt8(at + 2, level >> 16)
      }
    })
  })
  return bytes
}

function checkRecording (value: unknown): Recording {
  const { sampleRate, channels } = Object(value) as Partial<Recording>
  const list = Array.isArray(channels) ? Array.from<unknown>(channels) : []
  const length = (list[0] as Partial<Float32Array> | undefined)?.length
  const alike = list.length > 0 && list.length < 2 ** 16 && list.every(each =>
    (each instanceof Float32Array || each instanceof Float64Array) && each.length === length)
  if (!alike)
    throw fail('INPUT', 'writeWav', 'channels', 'must be of one length, one at least', channels)
  if ((list as Float32Array[]).some(each => each.some(sample => !Number.isFinite(sample))))
    throw fail('INPUT', 'writeWav', 'channels', 'must hold finite samples', channels)
  if (Number.isSafeInteger(sampleRate) && Number(sampleRate) > 0 && Number(sampleRate) < 2 ** 32)
    return value as Recording
  throw fail('INPUT', 'writeWav', 'sampleRate', 'must be a whole number from 1 to 4294967295 Hz',
    sampleRate)
}
