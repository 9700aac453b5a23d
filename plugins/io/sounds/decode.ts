import type { Recording } from '../../../domains/audio/index.js'
import { readWav } from '../../../domains/audio/index.js'
import { fail } from '../../../core/errors.js'
import { peer } from '../../peer.js'
import { sentence } from '../images/sentence.js'
import { isCutOff } from './whole.js'

/** What decoders give. */
interface Decoded {
  readonly channelData: readonly Float32Array[]
  readonly sampleRate: number
  readonly errors: ReadonlyArray<{ readonly message: string }>
}

interface Decoder {
  readonly ready: Promise<void>
  free (): void
}

const formats = ['wav', 'mp3', 'flac', 'ogg'] as const
/** The formats that are read. */
export type SoundFormat = typeof formats[number]

/** Whether a file is a sound by its name. */
export function isSoundName (file: string): boolean {
  return /\.(?:wav|wave|mp3|flac|ogg|oga)$/i.test(file)
}

/**
 * Decodes a sound: WAV by itself, MP3, FLAC and Ogg Vorbis by the packages mpg123-decoder,
 * `@wasm-audio-decoders/flac` and `@wasm-audio-decoders/ogg-vorbis`, which are loaded when they are
 * first needed. Its content tells what a file is, whatever it is called.
 *
 * @param source - names the file in errors
 * @throws FORMAT for what is no sound, is broken, empty, of less than 1000 Hz, or holds samples
 *   that are not finite; MISSING_PEER
 */
export async function readSound (bytes: Uint8Array, source = 'readSound'): Promise<Recording> {
  if (!(bytes instanceof Uint8Array)) throw fail('INPUT', source, 'bytes', 'must be bytes', bytes)
  if (bytes.length === 0) throw fail('FORMAT', source, 'is empty')
  const format = formatOf(bytes)
  if (format === undefined)
    throw fail('FORMAT', source, `is no sound that is known: ${formats.join(', ')}`)
  const recording = format === 'wav'
    ? readWav(bytes, source)
    : await compressed(bytes, format, source)
  if (recording.channels.length === 0 || recording.channels[0].length === 0)
    throw fail('FORMAT', source, 'holds no samples')
  if (recording.sampleRate < 1000)
    throw fail('FORMAT', source, `has ${recording.sampleRate} Hz: it must have at least 1000`)
  return recording
}

/** What the first bytes of a file say it is. */
export function formatOf (bytes: Uint8Array): SoundFormat | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, 4))
  if (text === 'RIFF') return 'wav'
  if (text === 'fLaC') return 'flac'
  if (text === 'OggS') return 'ogg'
  // A tag before the sound, or a frame of layer III
  const frame = bytes[0] === 0xff && (bytes[1] & 0xe0) === 0xe0 && (bytes[1] & 0x06) === 0x02
  return text.startsWith('ID3') || frame ? 'mp3' : undefined
}

async function compressed (
  bytes: Uint8Array, format: Exclude<SoundFormat, 'wav'>, source: string
): Promise<Recording> {
  const { channelData, sampleRate, errors } = await decoders[format](bytes).catch(
    (error: unknown) => {
      if ((error as { readonly code?: string }).code === 'MISSING_PEER') throw error
      throw fail('FORMAT', source, `cannot be decoded (${sentence(error)})`)
    })
  const [first] = errors
  if (first !== undefined) throw fail('FORMAT', source, `is broken (${String(first.message)})`)
  if (isCutOff(bytes, format, channelData[0]?.length ?? 0))
    throw fail('FORMAT', source, 'is cut off')
  if (channelData.some(each => each.some(sample => !Number.isFinite(sample))))
    throw fail('FORMAT', source, 'holds samples that are not finite')
  return { sampleRate, channels: channelData }
}

const WHO = 'readSound'

const decoders = {
  mp3: async (bytes: Uint8Array) => {
    const { MPEGDecoder } = await peer(WHO, 'mpg123-decoder', () => import('mpg123-decoder'))
    return await using(new MPEGDecoder(), decoder => decoder.decode(bytes))
  },
  flac: async (bytes: Uint8Array) => {
    const name = '@wasm-audio-decoders/flac'
    const { FLACDecoder } = await peer(WHO, name, () => import('@wasm-audio-decoders/flac'))
    return await using(new FLACDecoder(), decoder => decoder.decodeFile(bytes))
  },
  ogg: async (bytes: Uint8Array) => {
    const name = '@wasm-audio-decoders/ogg-vorbis'
    const { OggVorbisDecoder } =
      await peer(WHO, name, () => import('@wasm-audio-decoders/ogg-vorbis'))
    return await using(new OggVorbisDecoder(), decoder => decoder.decodeFile(bytes))
  }
}

async function using<D extends Decoder> (
  decoder: D, decode: (decoder: D) => Decoded | Promise<Decoded>
): Promise<Decoded> {
  await decoder.ready
  try {
    return await decode(decoder)
  } finally {
    decoder.free()
  }
}
