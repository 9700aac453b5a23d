import { mkdir, writeFile } from 'node:fs/promises'
import sharp from 'sharp'

const photos = 'examples/data/images'

/** Writes three photos and masks of two ids, 1 where a photo is bright: a stand-in for your own. */
export async function writeMasked (folder: string): Promise<void> {
  for (const part of ['images', 'masks']) await mkdir(`${folder}/${part}`, { recursive: true })
  for (const name of ['chelsea', 'coffee', 'astronaut']) {
    const photo = sharp(`${photos}/${name}.png`).resize(240, 160, { fit: 'cover' })
    await photo.clone().toFile(`${folder}/images/${name}.png`)
    const { data, info } = await photo.clone().toColourspace('b-w').removeAlpha().raw()
      .toBuffer({ resolveWithObject: true })
    const ids = Uint8Array.from({ length: 240 * 160 }, (_, i) =>
      Number(data[i * info.channels] > 127))
    await sharp(ids, { raw: { height: 160, width: 240, channels: 1 } }).toColourspace('b-w')
      .toFile(`${folder}/masks/${name}.png`)
  }
}

/** Writes two photos and a COCO file with a box on each. */
export async function writeBoxed (folder: string): Promise<void> {
  await mkdir(`${folder}/images`, { recursive: true })
  const boxes = { chelsea: [40, 20, 150, 130], coffee: [60, 30, 140, 110] }
  for (const name of Object.keys(boxes)) {
    await sharp(`${photos}/${name}.png`).resize(240, 160, { fit: 'cover' })
      .toFile(`${folder}/images/${name}.png`)
  }
  await writeFile(`${folder}/boxes.json`, JSON.stringify({
    images: Object.keys(boxes).map((name, id) => ({ id, file_name: `${name}.png` })),
    annotations: Object.values(boxes).map((bbox, id) =>
      ({ image_id: id, category_id: id, bbox })),
    categories: [{ id: 0, name: 'cat' }, { id: 1, name: 'cup' }]
  }))
}
