import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'
import { readHeader } from '../../../plugins/io/images/header.js'
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
