import type { Pack } from 'tar-stream'
import { fail } from '../../../../core/errors.js'
import { knownOptions, limit } from '../limits.js'
import { peer } from '../../../peer.js'
import { writeWhole } from '../whole-file.js'
import { partName } from './name.js'

/** A sample to write. A text is written as UTF-8, a number in decimal. */
export interface TarSampleInput {
  readonly key: string
  readonly parts: Readonly<Record<string, Uint8Array | string | number>>
}

export interface TarWriteOptions {
  /**
   * The most samples in a shard; then the path holds `%d` or `%06d` (padded to six digits), which
   * becomes the number of the shard, from 0. One shard by default.
   */
  readonly perShard?: number
}

const WHO = 'writeTar'
const NUMBER = /%(?:0(\d))?d/
const EPOCH = new Date(0)

/**
 * Writes samples as WebDataset shards, one after the other, with one sample in memory. The same
 * samples give the same bytes. Names are checked as `readTar` does.
 *
 * @returns the paths of the shards; without samples there is one, which is empty
 * @throws OPTION, INPUT; the shard in progress is not left behind then
 * @throws MISSING_PEER without tar-stream
 */
export async function writeTar (
  path: string, samples: Iterable<TarSampleInput> | AsyncIterable<TarSampleInput>,
  options: TarWriteOptions = {}
): Promise<string[]> {
  knownOptions(WHO, options, ['perShard'])
  const most = limit(WHO, 'perShard', options.perShard, Infinity)
  if (NUMBER.test(path) !== most < Infinity)
    throw fail('INPUT', WHO, 'path', 'must hold %d or %06d if there is "perShard", only then', path)
  const tar = await peer(WHO, 'tar-stream', () => import('tar-stream'))
  const given = turns(samples)
  const written: string[] = []
  let next = await given.next()
  do {
    const shard = path.replace(NUMBER, (_, digits: string | undefined) =>
      String(written.length).padStart(Number(digits ?? 1), '0'))
    const pack = tar.pack()
    const filled = (async () => {
      try {
        for (let count = 0; next.done !== true && count < most; count++) {
          await add(pack, next.value)
          next = await given.next()
        }
      } finally {
        pack.finalize()
      }
    })()
    // Whoever writes waits for it too; of two failures that of a sample comes first.
    filled.catch(() => undefined)
    await writeWhole(shard, bytesFrom(pack, filled))
    written.push(shard)
  } while (next.done !== true)
  return written
}

async function * turns (samples: Iterable<TarSampleInput> | AsyncIterable<TarSampleInput>) {
  yield * samples
}

/** The bytes of an archive; an archive that was not filled fails before it is taken for whole. */
async function * bytesFrom (pack: Pack, filled: Promise<void>) {
  for await (const chunk of pack) yield chunk as Uint8Array
  await filled
}

async function add (pack: Pack, { key, parts }: TarSampleInput): Promise<void> {
  if (Object.keys(parts).length === 0)
    throw fail('INPUT', WHO, 'parts', `of "${key}" must hold something`, parts)
  for (const [part, value] of Object.entries(parts)) {
    const name = `${key}.${part}`
    const split = partName(WHO, name)
    if (split.key !== key || split.part !== part)
      throw fail('INPUT', WHO, 'key', 'must have no dot in its last part, and "parts" no capitals',
        name)
    await put(pack, name, bytesOf(name, value))
  }
}

function bytesOf (name: string, value: Uint8Array | string | number): Buffer {
  if (typeof value === 'string') return Buffer.from(value)
  if (typeof value === 'number' && Number.isFinite(value)) return Buffer.from(String(value))
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  throw fail('INPUT', WHO, name, 'must be bytes, a text or a finite number', value)
}

/** Waits until the archive took the file, so that a slow disk slows the samples down. */
function put (pack: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    pack.entry({ name, mtime: EPOCH, mode: 0o644, type: 'file', size: bytes.length }, bytes,
      error => error ? reject(error) : resolve())
  })
}
