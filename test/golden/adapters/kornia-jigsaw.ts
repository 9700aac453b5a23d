import { scripted } from '../../../core/index.js'
import { korniaJigsaw as imageJigsaw } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, numbers, pictures } from '../given.js'

/** Kornia's jigsaw. */
export const korniaJigsaw: Adapter = (inputs, params, decisions) => {
  const mixer = imageJigsaw({ grid: entry(params, 'grid') })
  const draws = scripted({ order: numbers(decisions, 'permutation') })
  const { mixed } = carryOut({ mixer, draws, batch: { x: pictures(inputs).x } })
  return { images: mixed.x }
}
