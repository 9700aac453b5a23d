import test from 'ava'
import sharp from 'sharp'
import { decodeImage } from '../../../plugins/io/images/decode.js'
import { formatOf } from '../../../plugins/io/images/signature.js'
import { picture, png } from './photos.js'

const [height, width] = [4, 6]
const raw = (channels: 1 | 2 | 3 | 4) => ({ raw: { height, width, channels } })
const decode = (bytes: Uint8Array): Promise<Uint8Array> =>
  decodeImage(sharp, bytes, { height, width }, 1e6)
const near = (a: Uint8Array, b: Uint8Array, levels: number): boolean =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= levels)

test('a PNG is decoded to the bytes it holds', async t => {
  t.deepEqual(Buffer.from(await decode(await png(height, width, 3))), picture(height, width, 3))
})

for (const format of ['jpeg', 'webp', 'tiff'] as const) {
  test(`${format} is decoded to three channels`, async t => {
    const flat = Buffer.alloc(height * width * 3, 90)
    const bytes = await sharp(flat, raw(3)).toFormat(format).toBuffer()
    t.is(formatOf(bytes), format)
    t.true(near(await decode(bytes), flat, 2))
  })
}

/** Where the stored pixel lies that is looked at, for every orientation of EXIF. */
const orientations: Record<number, (y: number, x: number) => [number, number]> = {
  1: (y, x) => [y, x],
  2: (y, x) => [y, width - 1 - x],
  3: (y, x) => [height - 1 - y, width - 1 - x],
  4: (y, x) => [height - 1 - y, x],
  5: (y, x) => [x, y],
  6: (y, x) => [height - 1 - x, y],
  7: (y, x) => [height - 1 - x, width - 1 - y],
  8: (y, x) => [x, width - 1 - y]
}

for (const [orientation, stored] of Object.entries(orientations)) {
  test(`an image of EXIF orientation ${orientation} is turned as it says`, async t => {
    const data = picture(height, width)
    const bytes = await sharp(data, raw(3)).withMetadata({ orientation: Number(orientation) })
      .png().toBuffer()
    const [h, w] = Number(orientation) > 4 ? [width, height] : [height, width]
    const decoded = await decodeImage(sharp, bytes, { height: h, width: w }, 1e6)
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const [storedY, storedX] = stored(y, x)
        const at = (storedY * width + storedX) * 3
        const to = (y * w + x) * 3
        t.deepEqual([...decoded.subarray(to, to + 3)], [...data.subarray(at, at + 3)])
      }
    }
  })
}

test('grey becomes three equal channels', async t => {
  const grey = Buffer.from(Array.from({ length: height * width }, (_, i) => i * 9))
  const bytes = await sharp(grey, raw(1)).toColourspace('b-w').png().toBuffer()
  t.is((await sharp(bytes).metadata()).channels, 1)
  t.deepEqual([...await decode(bytes)], [...grey].flatMap(value => [value, value, value]))
})

test('what is transparent becomes black, by how transparent it is', async t => {
  const data = Buffer.from(Array.from({ length: height * width }, (_, i) =>
    [200, 100, 50, i === 0 ? 0 : i === 1 ? 128 : 255]).flat())
  const decoded = await decode(await sharp(data, raw(4)).png().toBuffer())
  t.deepEqual([...decoded.subarray(0, 3)], [0, 0, 0])
  t.true(near(decoded.subarray(3, 6), Uint8Array.of(100, 50, 25), 1))
  t.deepEqual([...decoded.subarray(6, 9)], [200, 100, 50])
})

test('grey with transparency is both', async t => {
  const data = Buffer.from(Array.from({ length: height * width }, (_, i) =>
    [200, i === 0 ? 0 : 255]).flat())
  const bytes = await sharp(data, raw(2)).toColourspace('b-w').png().toBuffer()
  t.is((await sharp(bytes).metadata()).channels, 2)
  t.deepEqual([...(await decode(bytes)).subarray(0, 6)], [0, 0, 0, 200, 200, 200])
})

test('16 bits are cut to 8', async t => {
  const data = Uint16Array.from({ length: height * width * 3 }, (_, i) => i * 900)
  const bytes = await sharp(data, raw(3)).toColourspace('rgb16').png().toBuffer()
  t.is((await sharp(bytes).metadata()).depth, 'ushort')
  t.deepEqual([...await decode(bytes)], Array.from(data, value => value >> 8))
})

test('16 bits of grey are cut to 8, in three channels', async t => {
  const data = Uint16Array.from({ length: height * width }, (_, i) => i * 2500)
  const bytes = await sharp(data, raw(1)).toColourspace('grey16').png().toBuffer()
  t.is((await sharp(bytes).metadata()).depth, 'ushort')
  t.deepEqual([...await decode(bytes)], Array.from(data, value => value >> 8)
    .flatMap(value => [value, value, value]))
})

for (const format of ['jpeg', 'tiff'] as const) {
  test(`CMYK in ${format} becomes the colours it stands for`, async t => {
    const orange = Buffer.from(Array.from({ length: height * width }, () => [210, 120, 40]).flat())
    const bytes = await sharp(orange, raw(3)).toColourspace('cmyk').toFormat(format).toBuffer()
    t.is((await sharp(bytes).metadata()).space, 'cmyk')
    const [red, green, blue] = await decode(bytes)
    t.true(red > green + 40 && green > blue + 40, `${red} ${green} ${blue}`)
  })
}

test('an image is made to fit as it is told', async t => {
  const bytes = await png(40, 80)
  const at = async (fit: 'cover' | 'contain' | 'fill', y: number, x: number) => {
    const decoded = await decodeImage(sharp, bytes, { height: 20, width: 20, fit }, 1e6)
    return [...decoded.subarray((y * 20 + x) * 3, (y * 20 + x) * 3 + 3)]
  }
  t.deepEqual(await at('contain', 0, 10), [0, 0, 0])
  t.true((await at('cover', 10, 0))[1] > 50, 'cover cuts a quarter off on the left')
  t.true((await at('fill', 10, 0))[1] < 15, 'fill begins at the left edge')
})

test('half an image is an error', async t => {
  const bytes = await sharp(picture(60, 60), { raw: { height: 60, width: 60, channels: 3 } })
    .jpeg().toBuffer()
  await t.throwsAsync(
    decodeImage(sharp, bytes.subarray(0, bytes.length >> 1), { height: 60, width: 60 }, 1e6))
})

test('more pixels than the limit are an error', async t => {
  const bytes = await png(50, 50)
  await t.throwsAsync(decodeImage(sharp, bytes, { height: 50, width: 50 }, 2499),
    { message: /pixel limit/ })
  t.is((await decodeImage(sharp, bytes, { height: 50, width: 50 }, 2500)).length, 7500)
})

test('a format is told by the first bytes of a file', t => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
  t.is(formatOf(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')), undefined)
  t.is(formatOf(bytes('GIF89a')), undefined)
  t.is(formatOf(bytes('RIFF1234WAVE')), undefined)
  t.is(formatOf(bytes('')), undefined)
  t.is(formatOf(bytes('MM\0*')), 'tiff')
})
