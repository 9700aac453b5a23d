import type { Annotations } from '../../../core/index.js'
import { colours } from '../batches.js'
import type { Shape } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { carries, trials } from '../trials.js'

/** An annotation box is kept while this share of it is visible: the library's default. */
const MINIMUM = 0.1
/** And while it is seen at least this strongly: less moves no byte of a picture. */
const FAINT = 1 / 510

/**
 * An annotation box becomes the rectangle around the pixels where its image shows within it, as
 * strongly as it does there, and goes where too few do, or too faintly. Its class tells its row.
 */
export const annotationsFollow = property(async function * (entry, options) {
  if (!carries(entry, options, 'boxes')) return
  for (const { title, mix, shape, plan } of trials(entry, options)) {
    const boxes: Annotations[] = Array.from({ length: shape.size }, (_, row) =>
      annotationsOf(row, shape))
    const mixed = mix.apply({ x: colours(shape), boxes }, plan)
    const painted = await read(mixed.x)
    for (const [output, found] of mixed.boxes.entries()) {
      const listed = found.boxes
        .map((box, b) => ({ class: found.classes[b], box, weight: found.weights?.[b] ?? NaN }))
        .sort((a, b) => a.class - b.class)
      const wanted = boxes.flatMap(({ boxes: own, classes }, row) =>
        own.flatMap((box, b) => visiblePart(painted, output, row, [...box], classes[b], shape)))
      const apart = listed.length !== wanted.length || listed.some((each, k) =>
        each.class !== wanted[k].class || distance(each.box, wanted[k].box) > 0 ||
        !(Math.abs(each.weight - wanted[k].weight) <= 1e-6))
      if (apart) {
        yield `output ${output} has ${JSON.stringify(listed)}, not ${JSON.stringify(wanted)}, ` +
          `at ${title}`
      }
    }
  }
})

interface Kept { readonly class: number, readonly box: number[], readonly weight: number }

/** Two boxes a row, whose classes are no other row's. */
function annotationsOf (
  row: number, { height, width }: Shape
): Annotations {
  const top = row % 3
  return {
    boxes: [[0, 0, height, width], [top, 1, Math.min(height, top + 4), width - row % 2]],
    classes: [2 * row, 2 * row + 1]
  }
}

/** Counted pixel by pixel. */
function visiblePart (
  painted: ArrayLike<number>, output: number, row: number, [top, left, bottom, right]: number[],
  id: number, { size, height, width }: Shape
): Kept[] {
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  let [pixels, sum] = [0, 0]
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const share = painted[((output * height + y) * width + x) * size + row]
      if (share === 0) continue
      pixels++
      sum += share
      box[0] = Math.min(box[0], y)
      box[1] = Math.min(box[1], x)
      box[2] = Math.max(box[2], y + 1)
      box[3] = Math.max(box[3], x + 1)
    }
  }
  const kept = pixels > 0 && sum / pixels >= FAINT &&
    pixels / ((bottom - top) * (right - left)) >= MINIMUM
  return kept ? [{ class: id, box, weight: sum / pixels }] : []
}
