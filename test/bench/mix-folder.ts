/**
 * How fast a folder is mixed, beside sharp alone:
 * `node dist/test/bench/mix-folder.js [photos] [rounds] [large | small]`.
 *
 * Photos are cut from those in examples/data/images: `large` ones, some 1,600 pixels wide, that are
 * made to fit 224 × 224, or `small` ones of 640 × 480 that stay as they are. sharp alone reads,
 * decodes, resizes, encodes and writes every photo, as many at a time as the mix does and with the
 * same settings; the mix also looks through the folder, hashes, plans, mixes and writes
 * labels, plans and manifests. Both run by turns, and the middle of the ratios counts.
 */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { cutmix, mixup } from '../../domains/image/index.js'
import { gate } from '../../plugins/io/images/gate.js'
import { mixFolder } from '../../plugins/io/index.js'

const count = Number(process.argv[2] ?? 500)
const rounds = Number(process.argv[3] ?? 5)
const workers = 4

/** The sides of photo i, and what all are made to fit. */
interface Kind {
  readonly sides: (i: number) => readonly [width: number, height: number]
  readonly fitted: { readonly size?: [number, number], readonly fit?: 'cover' }
}
const kinds: Record<string, Kind> = {
  large: {
    sides: i => [1600 + i % 7 * 40, 1200 + i % 5 * 40],
    fitted: { size: [224, 224], fit: 'cover' }
  },
  small: { sides: () => [640, 480], fitted: {} }
}
const { sides, fitted } = kinds[process.argv[4] ?? 'large']
const root = await mkdtemp(path.join(os.tmpdir(), 'remixture-bench-'))

const photosFrom = path.resolve('examples/data/images')

async function makePhotos (folder: string): Promise<string[]> {
  const names = (await readdir(photosFrom)).filter(name => /\.(png|jpg)$/.test(name)).sort()
  const few = gate(workers)
  return Promise.all(Array.from({ length: count }, (_, i) => few(async () => {
    const name = names[i % names.length]
    const file = path.join(folder, path.parse(name).name, `${String(i).padStart(5, '0')}.jpg`)
    await mkdir(path.dirname(file), { recursive: true })
    await sharp(path.join(photosFrom, name)).removeAlpha().toColourspace('srgb')
      .resize(...sides(i), { fit: 'cover' })
      .modulate({ brightness: 0.8 + i % 11 * 0.04 }).jpeg({ quality: 90 }).toFile(file)
    return file
  })))
}

async function sharpAlone (files: readonly string[], out: string): Promise<void> {
  await mkdir(out, { recursive: true })
  const few = gate(workers)
  const { size, fit } = fitted
  await Promise.all(files.map((file, i) => few(() => {
    const photo = sharp(file)
    if (size !== undefined) photo.resize({ height: size[0], width: size[1], fit })
    return photo.png({ compressionLevel: 6, adaptiveFiltering: false, palette: false })
      .toFile(path.join(out, `${i}.png`))
  })))
}

/** Seconds of the clock and of all processors. */
async function timed (run: () => Promise<unknown>): Promise<{ wall: number, cpu: number }> {
  const before = process.cpuUsage()
  const start = performance.now()
  await run()
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

try {
  const photos = path.join(root, 'photos')
  const files = await makePhotos(photos)
  const options = { ...fitted, seed: 1, workers }
  for (const mixer of [mixup(), cutmix()]) {
    const wall: number[] = []
    const cpu: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const alone = await timed(() => sharpAlone(files, path.join(root, 'alone')))
      await rm(path.join(root, 'alone'), { recursive: true })
      const out = path.join(root, 'mixed')
      const mixed = await timed(() => mixFolder(photos, mixer, { ...options, out }))
      await rm(out, { recursive: true })
      // The first round warms up
      if (round === 0) continue
      wall.push(alone.wall / mixed.wall)
      cpu.push(alone.cpu / mixed.cpu)
      const rate = (seconds: number): string => (count / seconds).toFixed(0)
      console.log(`${mixer.name}: sharp ${rate(alone.wall)}/s, mix ${rate(mixed.wall)}/s, ` +
        `ratio ${(alone.wall / mixed.wall).toFixed(3)} (processor time ` +
        `${(alone.cpu / mixed.cpu).toFixed(3)}), ` +
        `${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MiB`)
    }
    console.log(`${mixer.name}: ${count} photos, ${rounds} rounds, ratio ` +
      `${middle(wall).toFixed(3)} (processor time ${middle(cpu).toFixed(3)})`)
  }
} finally {
  await rm(root, { recursive: true, force: true })
}
