import { CLASSES, cellsOf, images, noise } from '../batches.js'
import { property } from '../property.js'
import { distance, read, same } from '../same.js'
import { carries, mixOf, trials } from '../trials.js'

const one = { size: 1, height: 7, width: 6, channels: 3 }

/** A batch of one image comes back as it is, on the device and on the host, with its targets. */
export const batchOfOne = property(async function * (entry, options) {
  const label = { label: { classes: CLASSES } }
  const boxed = carries(entry, options, 'boxes')
  const targets = boxed ? { ...label, boxes: {} } : label
  const boxes = [{ boxes: [[1, 2, 6, 5]], classes: [3] }]
  for (const { title, mix, x, plan } of trials(entry, options, { targets }, [one])) {
    const mixed = mix.apply({ x, label: [2], ...boxed && { boxes } }, plan)
    if (!same(await read(mixed.x), await read(images(one)))) {
      yield `the image is another one at ${title}`
    }
    const far = distance(await read(mixed.label), [0, 0, 1, 0])
    if (!(far <= 1e-6)) yield `the label is ${far} off at ${title}`
    if (!boxed || mixed.boxes === undefined) continue
    const [{ boxes: kept, classes }] = mixed.boxes
    if (!same([kept, classes], [boxes[0].boxes, boxes[0].classes])) {
      yield `the annotations are others at ${title}`
    }
  }
  const mix = mixOf(entry, options)
  const data = Uint8Array.from(noise(cellsOf(one), 2, 0, 256))
  const bytes = { x: { data, shape: [1, 7, 6, 3] } }
  if (!same(mix.mix(bytes).batch, { x: { data, shape: [1, 7, 6, 3] } })) yield 'bytes are others'
})
