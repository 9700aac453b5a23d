import { crc32 } from 'node:zlib'

interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
  /** Deflated bytes; stored without. */
  readonly packed?: Uint8Array
  /** What is claimed instead of the truth: size, checksum, place of the header. */
  readonly size?: number
  readonly crc?: number
  readonly at?: number
}

/** A ZIP file that may lie. With `directory` it has ZIP64 records, which state that place. */
export function zipOf (entries: readonly ZipEntry[], directory?: bigint | 'right'): Uint8Array {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const data = entry.packed ?? entry.bytes
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(0x800, 2)
    about.writeUInt16LE(entry.packed === undefined ? 0 : 8, 4)
    about.writeUInt32LE(entry.crc ?? crc32(entry.bytes), 10)
    about.writeUInt32LE(data.length, 14)
    about.writeUInt32LE(entry.size ?? entry.bytes.length, 18)
    about.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(entry.at ?? at, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, name, data])
    central.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), about, rest, name)
    // Entries that share a place share the bytes too.
    if (entry.at === undefined || parts.length === 0) {
      parts.push(local)
      at += local.length
    }
  }
  const list = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  if (directory === undefined) return Buffer.concat([...parts, list, end])
  const end64 = Buffer.alloc(76)
  end64.write('PK\x06\x06', 'latin1')
  end64.writeBigUInt64LE(44n, 4)
  end64.writeBigUInt64LE(BigInt(entries.length), 24)
  end64.writeBigUInt64LE(BigInt(entries.length), 32)
  end64.writeBigUInt64LE(BigInt(list.length), 40)
  end64.writeBigUInt64LE(directory === 'right' ? BigInt(at) : directory, 48)
  end64.write('PK\x06\x07', 56, 'latin1')
  end64.writeBigUInt64LE(BigInt(at + list.length), 64)
  end64.writeUInt32LE(1, 72)
  return Buffer.concat([...parts, list, end64, end])
}
