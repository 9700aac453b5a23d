import { CLASSES, classIndices } from '../batches.js'
import { property } from '../property.js'
import { read, same } from '../same.js'
import { trials } from '../trials.js'

/** Not in training, images come back as they are, and labels in the form of mixed ones. */
export const notTraining = property(async function * (entry, options) {
  const targets = { label: { classes: CLASSES } }
  for (const { title, mix, shape, x } of trials(entry, options, { targets })) {
    const label = classIndices(shape.size)
    const { batch } = mix.mix({ x, label }, { training: false })
    if (!same(await read(batch.x), await read(x))) yield `images are mixed at ${title}`
    const wanted = label.flatMap(index =>
      Array.from({ length: CLASSES }, (_, k) => Number(k === index)))
    if (!same([...await read(batch.label)], wanted)) yield `labels are mixed at ${title}`
  }
})
