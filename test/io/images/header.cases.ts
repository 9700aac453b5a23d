import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'
import { Rng, live } from '../../../core/index.js'
import { readHeader } from '../../../plugins/io/images/header.js'
import { jpegHeader } from '../../../plugins/io/images/jpeg.js'
import { temporary } from './photos.js'

const limits = { pixels: 1e6, bytes: 1e6 }
const raw = { width: 90, height: 60, channels: 3 } as const

/** A JPEG that is to be turned, with an ICC profile, and a comment of some length before both. */
async function jpeg (comment = 0): Promise<Buffer> {
  const bytes = await sharp(Buffer.alloc(90 * 60 * 3, 77), { raw })
    .withIccProfile('p3').withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const parts = [bytes.subarray(0, 2)]
  for (let left = comment; left > 0; left -= 60_000) {
    const length = Math.min(left, 60_000)
    parts.push(Buffer.from([0xff, 0xfe, (length + 2) >> 8, (length + 2) & 255]),
      Buffer.alloc(length, 'x'))
  }
  return Buffer.concat([...parts, bytes.subarray(2)])
}

test('the header of a JPEG is the same wherever it lies in the file', async t => {
  const folder = await temporary(t)
  const file = path.join(folder, 'a.jpg')
  for (const comment of [0, 10_000, 15_500, 16_300, 17_000, 70_000, 300_000]) {
    await writeFile(file, await jpeg(comment))
    t.deepEqual(await readHeader(sharp, file, limits),
      { format: 'jpeg', height: 90, width: 60, plain: true }, `${comment} bytes before it`)
  }
})

test('the beginning of a JPEG tells what the whole does, or nothing', async t => {
  const bytes = await jpeg(100)
  const whole = await sharp(bytes).metadata()
  let told = 0
  for (let end = 3; end < bytes.length; end += 3) {
    const part = await sharp(bytes.subarray(0, end)).metadata().catch(() => undefined)
    if (part === undefined) continue
    told++
    const { size: _, ...rest } = part
    t.like(whole, rest, `${end} of ${bytes.length} bytes`)
  }
  t.true(told > 0)
})

test('a JPEG that ends before its header is told', async t => {
  const folder = await temporary(t)
  const file = path.join(folder, 'a.jpg')
  const bytes = await jpeg(40_000)
  await writeFile(file, bytes.subarray(0, 20_000))
  t.regex((await readHeader(sharp, file, limits) as { problem: string }).problem,
    /^cannot be read \(/)
})

/** The header of a JPEG, by the decoder. */
async function decoded (
  bytes: Buffer
): Promise<{ readonly height: number, readonly width: number } | undefined> {
  const found = await sharp(bytes, { limitInputPixels: false }).metadata().catch(() => undefined)
  if (found === undefined) return undefined
  const { autoOrient: { height, width }, space, channels, depth } = found
  return space === 'srgb' && channels === 3 && depth === 'uchar' ? { height, width } : undefined
}

/** EXIF data with an orientation, in either order of bytes. */
function exif (orientation: number, little: boolean): Buffer {
  const data = Buffer.alloc(26)
  const short = (at: number, value: number): unknown =>
    little ? data.writeUInt16LE(value, at) : data.writeUInt16BE(value, at)
  const long = (at: number, value: number): unknown =>
    little ? data.writeUInt32LE(value, at) : data.writeUInt32BE(value, at)
  data.write(little ? 'II' : 'MM')
  short(2, 42)
  long(4, 8)
  short(8, 1)
  short(10, 0x0112)
  short(12, 3)
  long(14, 1)
  short(18, orientation)
  const head = Buffer.from([0xff, 0xe1, 0, data.length + 8])
  return Buffer.concat([head, Buffer.from('Exif\0\0'), data])
}

test('a JPEG is turned as its decoder turns it, in either order of bytes', async t => {
  for (const settings of [{}, { progressive: true }, { chromaSubsampling: '4:4:4' }]) {
    const plain = await sharp(Buffer.alloc(90 * 60 * 3, 77), { raw }).jpeg(settings).toBuffer()
    for (const little of [true, false]) {
      for (let orientation = 1; orientation <= 8; orientation++) {
        const data = exif(orientation, little)
        const bytes = Buffer.concat([plain.subarray(0, 2), data, plain.subarray(2)])
        const found = jpegHeader(bytes)
        t.deepEqual(found, await decoded(bytes))
        t.is(found?.height, orientation < 5 ? 60 : 90)
      }
    }
  }
})

test('a JPEG that is not 8 bits in three components is left to the decoder', async t => {
  const three = sharp(Buffer.alloc(90 * 60 * 3, 77), { raw })
  const grey = await three.clone().toColourspace('b-w').jpeg().toBuffer()
  const cmyk = await three.clone().toColourspace('cmyk').jpeg().toBuffer()
  t.is(jpegHeader(grey), undefined)
  t.is(jpegHeader(cmyk), undefined)
})

test('of a damaged JPEG nothing is said that its decoder denies', async t => {
  const bytes = await jpeg(30)
  const draw = live(Rng(5))
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]))
  let told = 0
  for (let i = 0; i < 1500; i++) {
    const damaged = Buffer.from(bytes)
    damaged[draw.int('at', 0, scan)] = draw.int('byte', 0, 256)
    const [found, right] = [jpegHeader(damaged), await decoded(damaged)]
    if (found === undefined || right === undefined) continue
    told++
    t.deepEqual(found, right)
  }
  t.true(told > 500)
})
