import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { CompressionCodec } from 'hyparquet'
import { fail } from '../../../../core/errors.js'
import { peer } from '../../../peer.js'
import { asRefusal } from '../refused.js'
import { damaged, varint } from './thrift.js'

/** Unpacks a page to exactly as many bytes as it claims, or throws FORMAT. */
export type Unpack = (name: string, packed: Uint8Array, claimed: number) => Uint8Array

/**
 * What unpacks a codec, brought in when it is needed.
 *
 * @throws FORMAT for LZO and LZ4, which are not read
 * @throws MISSING_PEER without hyparquet or, for zstd, fzstd
 */
export async function unpackerOf (name: string, codec: CompressionCodec): Promise<Unpack> {
  const unpack = await bare(name, codec)
  return (file, packed, claimed) => {
    let bytes: Uint8Array
    try {
      bytes = unpack(packed, claimed, file)
    } catch (error) {
      throw asRefusal(file, error)
    }
    if (bytes.length !== claimed) throw fail('FORMAT', file, 'has a page of another size than it ' +
      'claims')
    return bytes
  }
}

type Bare = (packed: Uint8Array, claimed: number, name: string) => Uint8Array

async function bare (name: string, codec: CompressionCodec): Promise<Bare> {
  switch (codec) {
    case 'UNCOMPRESSED': return packed => packed
    case 'GZIP': return (packed, claimed) =>
      gunzipSync(packed, { maxOutputLength: Math.max(claimed, 1) })
    case 'BROTLI': return (packed, claimed) =>
      brotliDecompressSync(packed, { maxOutputLength: Math.max(claimed, 1) })
    case 'SNAPPY': return snappy()
    case 'ZSTD': return zstd()
    default: throw fail('FORMAT', name, `is packed by ${codec}, which is not read; ` +
      'use snappy, gzip, brotli or zstd')
  }
}

async function snappy (): Promise<Bare> {
  const { snappyUncompress } = await peer('readParquet', 'hyparquet', () => import('hyparquet'))
  return (packed, claimed, name) => {
    const cursor = { name, bytes: packed, at: 0, end: packed.length }
    // Three bytes of snappy make at most 64; only then is memory taken for them.
    if (varint(cursor, 5) !== claimed || claimed > packed.length * 64) throw damaged(cursor)
    const bytes = new Uint8Array(claimed)
    snappyUncompress(packed, bytes)
    return bytes
  }
}

async function zstd (): Promise<Bare> {
  const { decompress } = await peer('readParquet', 'fzstd', () => import('fzstd'))
  return (packed, claimed, name) => {
    // A block is four bytes at least and makes at most 128 KiB.
    if (claimed > packed.length * 32_768)
      throw damaged({ name, bytes: packed, at: 0, end: 0 })
    return decompress(packed, new Uint8Array(claimed))
  }
}
