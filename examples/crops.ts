/** Writes crops of three bundled photos, of mixed sizes, as a folder with a sub-folder a class. */
import { mkdir, rm } from 'node:fs/promises'
import sharp from 'sharp'
import { Rng } from '../core/index.js'

export async function writeCrops (folder: string, each: number): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const rng = Rng(1)
  const below = (end: number): number => Math.floor(rng.uniform() * end)
  for (const file of ['chelsea.png', 'coffee.png', 'hubble_deep_field.jpg']) {
    const name = file.split(/[._]/)[0]
    await mkdir(`${folder}/${name}`, { recursive: true })
    const photo = sharp(`examples/data/images/${file}`)
    const { width, height } = await photo.metadata()
    for (let i = 0; i < each; i++) {
      const size = { width: 48 + below(64), height: 48 + below(64) }
      const corner = { left: below(width - size.width), top: below(height - size.height) }
      await photo.clone().extract({ ...corner, ...size }).jpeg()
        .toFile(`${folder}/${name}/${String(i).padStart(3, '0')}.jpg`)
    }
  }
}
