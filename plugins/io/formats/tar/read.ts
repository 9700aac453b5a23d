import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Extract } from 'tar-stream'
import { fail } from '../../../../core/errors.js'
import { GIBI, knownOptions, limit, MEBI } from '../limits.js'
import { peer } from '../../../peer.js'
import { asRefusal } from '../refused.js'
import { streamOf, type StreamSource } from '../stream.js'
import { guarded } from './guard.js'
import { partName } from './name.js'
import { shards } from './shards.js'

/** One sample of a WebDataset: the files that share a key. */
export interface TarSample {
  /** `000001` of `000001.jpg` and `000001.cls`. */
  readonly key: string
  /** The bytes of its files by what follows the first dot, in lower case; without a prototype. */
  readonly parts: Readonly<Record<string, Uint8Array>>
  /** The shard it comes from. */
  readonly shard: string
}

export interface TarOptions {
  /** The largest file in a shard, in bytes; 256 MiB by default. */
  readonly maximumFile?: number
  /** What the files of one sample may take together, in bytes; 1 GiB by default. */
  readonly maximumSample?: number
}

/**
 * Reads WebDataset shards, sample by sample, with one sample in memory. The files of a sample
 * follow each other, as the format demands. Nothing is written to disk, and nothing is decoded:
 * `decodePart` does that.
 *
 * @param source a stream, or the path of a shard, or a pattern: `train-{000..012}.tar`; `.tar.gz`
 * and `.tgz` are unpacked on the way
 * @throws FORMAT for damaged or cut-off archives, links and devices, names that lead elsewhere,
 * sizes above the limits, and two files of the same name in a sample
 * @throws MISSING_PEER without tar-stream
 */
export async function * readTar (
  source: StreamSource, options: TarOptions = {}
): AsyncGenerator<TarSample> {
  knownOptions('readTar', options, ['maximumFile', 'maximumSample'])
  const most = {
    file: limit('readTar', 'maximumFile', options.maximumFile, 256 * MEBI),
    sample: limit('readTar', 'maximumSample', options.maximumSample, GIBI)
  }
  for (const shard of typeof source === 'string' ? shards(source) : [source])
    yield * samples(shard, most)
}

interface Most { readonly file: number, readonly sample: number }

async function * samples (source: StreamSource, most: Most): AsyncGenerator<TarSample> {
  let sample: TarSample | undefined
  let size = 0
  for await (const { key, part, bytes, shard } of files(source, most.file)) {
    if (sample !== undefined && sample.key !== key) yield sample
    if (sample?.key !== key) {
      sample = { key, shard, parts: Object.create(null) as Record<string, Uint8Array> }
      size = 0
    }
    size += bytes.length
    if (size > most.sample)
      throw fail('FORMAT', shard, `the files of "${key}" exceed maximumSample, ${most.sample}`)
    if (Object.hasOwn(sample.parts, part))
      throw fail('FORMAT', shard, `has "${key}.${part}" twice`)
    Object.assign(sample.parts, { [part]: bytes })
  }
  if (sample !== undefined) yield sample
}

async function * files (source: StreamSource, most: number) {
  const tar = await peer('readTar', 'tar-stream', () => import('tar-stream'))
  const { name: shard, chunks } = streamOf(source, 'readTar')
  const archive = tar.extract()
  const packed = /\.(tgz|gz)$/i.test(shard)
  const bytes = Readable.from(chunks, { objectMode: false })
  const fed = packed
    ? pipeline(bytes, createGunzip(), plain => guarded(shard, plain), archive)
    : pipeline(bytes, plain => guarded(shard, plain), archive)
  // A failure also ends the loop below, which throws it; the end is awaited after it.
  fed.catch(() => undefined)
  try {
    for await (const entry of archive) {
      const file = await take(shard, entry, most)
      if (file !== undefined) yield { shard, ...file }
    }
    await fed
  } catch (error) {
    throw asRefusal(shard, error)
  } finally {
    archive.destroy()
    bytes.destroy()
  }
}

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never

async function take (shard: string, entry: Entry, most: number) {
  const { name, type, size = 0 } = entry.header
  if (type === 'directory') {
    entry.resume()
    return undefined
  }
  const { key, part } = partName(shard, name)
  if (type !== 'file' && type !== 'contiguous-file')
    throw fail('FORMAT', shard, `"${key}.${part}" in it is a ${type ?? 'thing'}, not a file`)
  if (size > most)
    throw fail('FORMAT', shard,
      `"${key}.${part}" has ${size} bytes, more than maximumFile, ${most}`)
  // Collected as it comes: a size that lies takes no memory.
  const chunks: Buffer[] = []
  for await (const chunk of entry) chunks.push(chunk as Buffer)
  return { key, part, bytes: new Uint8Array(Buffer.concat(chunks)) }
}
