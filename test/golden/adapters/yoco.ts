import { scripted } from '../../../core/index.js'
import { mirror, yoco as imageYoco } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, pictures } from '../given.js'

/** YOCO of mirror images: both halves of all images are mirrored. */
export const yoco: Adapter = (inputs, params, decisions) => {
  const { x } = pictures(inputs)
  const vertical = entry<string>(params, 'aug')!.startsWith('vertical')
  const axis = vertical ? 'height' : 'width'
  const { mixed } = carryOut({
    mixer: imageYoco(mirror({ axis, probability: 1 })),
    draws: scripted({
      wide: [Number(entry(decisions, 'axis') === 'width')],
      mirror: Array<number>(2 * x.shape[0]).fill(1)
    }),
    batch: { x }
  })
  return { images: mixed.x }
}
