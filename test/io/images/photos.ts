import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ExecutionContext } from 'ava'
import sharp from 'sharp'

/** A folder that is gone after the test. */
export async function temporary (t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'remixture-io-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A picture whose every pixel tells its place, and by `mark` which picture it is. */
export function picture (height: number, width: number, mark = 0): Buffer {
  const data = Buffer.alloc(height * width * 3)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[i++] = y * 255 / Math.max(1, height - 1)
      data[i++] = x * 255 / Math.max(1, width - 1)
      data[i++] = mark * 37 % 256
    }
  }
  return data
}

export function png (height: number, width: number, mark = 0): Promise<Buffer> {
  const raw = { height, width, channels: 3 } as const
  return sharp(picture(height, width, mark), { raw }).png().toBuffer()
}

/** Writes files, made where needed, by their paths. */
export async function write (
  folder: string, files: Readonly<Record<string, Uint8Array | string | Promise<Uint8Array>>>
): Promise<void> {
  for (const [name, data] of Object.entries(files)) {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, await data)
  }
}

/** So many pictures of one size in a folder a class: `cat/00.png` … */
export async function writePhotos (
  folder: string, classes: Readonly<Record<string, number>>, height = 12, width = 10
): Promise<void> {
  let mark = 0
  for (const [name, count] of Object.entries(classes)) {
    for (let i = 0; i < count; i++) {
      await write(folder, {
        [`${name}/${String(i).padStart(2, '0')}.png`]: png(height, width, mark++)
      })
    }
  }
}
