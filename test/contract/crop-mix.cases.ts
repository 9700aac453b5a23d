import test from 'ava'
import { times, useBackend } from '../../core/index.js'
import { image } from './domains.js'
import { cropMix } from './methods/crop-mix.js'
import type { Rectangle } from './pictures.js'
import {
  between, boxAbout, factsHere, isIn, labelsOf, labelsByHand, byHand, picturesOf, pixel, SHAPE, SIZE
} from './pictures.js'
import type { Drawn } from './rows.js'
import { drawn, mixLabels, near, paint, planOf } from './rows.js'

const [HEIGHT, WIDTH] = SHAPE

test.before(async () => { await useBackend('cpu') })

/** A crop as torchvision draws it, of at least ten attempts; here one always fits. */
function cropped (take: Drawn): Rectangle {
  for (let attempt = 0; attempt < 10; attempt++) {
    const [area, ratio] = [HEIGHT * WIDTH * take('cropArea'), Math.exp(take('cropRatio'))]
    const [height, width] = [Math.sqrt(area / ratio), Math.sqrt(area * ratio)].map(Math.round)
    if (height <= HEIGHT && width <= WIDTH && height > 0 && width > 0) {
      const [top, left] = [take('cropTop'), take('cropLeft')]
      return { top, left, bottom: top + height, right: left + width }
    }
  }
  const [height, width] = [HEIGHT, Math.round(HEIGHT * 4 / 3)]
  const left = Math.round((WIDTH - width) / 2)
  return { top: 0, left, bottom: height, right: left + width }
}

for (const [operation, views] of [['mixup', 2], ['cutmix', 2], ['cutmix', 4]] as const) {
  test(`CropMix folds ${views} crops of one image by ${operation}, and keeps the label`, t => {
    const pools = picturesOf()
    const plan = planOf(cropMix({ views, operation, scale: 0.05 }), factsHere(), 2)
    const take = drawn(plan)
    const crops = times(SIZE, () => {
      const list = times(views, () => cropped(take))
      return views === 2 ? list : times(views, () => list[take('order')])
    })
    const folds = times(views - 1, () => times(SIZE, () => operation === 'mixup'
      ? { lambda: take('lambda') }
      : {
        box: boxAbout(1 - take('area'), take('centerY'), take('centerX')),
        swapped: take('which') <= 0.5
      }))
    t.true(take.done())
    const view = (i: number, k: number, y: number, x: number, channel: number): number => {
      const crop = crops[i][k]
      const place = (at: number, from: number, to: number) => (at + 0.5) * from / to - 0.5
      return between(pools.batch, i, crop, place(y, crop.bottom - crop.top, HEIGHT),
        place(x, crop.right - crop.left, WIDTH))(channel)
    }
    const mixed = (i: number, y: number, x: number, channel: number): number => {
      let value = view(i, 0, y, x, channel)
      for (let k = 1; k < views; k++) {
        const { lambda, box, swapped } = { ...folds[k - 1][i] } as
          { lambda?: number, box?: Rectangle, swapped?: boolean }
        const next = view(i, k, y, x, channel)
        if (lambda !== undefined) value = lambda * value + (1 - lambda) * next
        else if (box !== undefined && isIn(box, y, x) !== swapped) value = next
      }
      return value
    }
    near(t, paint(plan, image, pools), byHand((row, y, x) =>
      [{ row, weight: 1, value: channel => mixed(row, y, x, channel) }]))
    const labels = labelsOf(pools)
    near(t, mixLabels(plan, labels), labelsByHand((row, y, x) =>
      [{ row, weight: 1, value: pixel(pools.batch, row, y, x) }], labels))
  })
}
