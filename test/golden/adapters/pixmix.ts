import type { HostArray } from '../../../core/index.js'
import { scripted } from '../../../core/index.js'
import { pixmix as imagePixmix } from '../../../domains/image/index.js'
import { mixNumbers, mixingNames } from '../../../domains/image/blends/mixing.js'
import type { Mixing } from '../../../domains/image/blends/mixing.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, hostFloats } from '../given.js'

/** One round of PixMix, before and after it is cut to 0 … 1. */
export const pixmix: Adapter = (inputs, params, decisions) => {
  const [first, second] = ['image1', 'image2'].map(name => entry<GivenArray>(inputs, name)!)
  const name = entry<string>(params, 'op')!.replaceAll('_', '-') as Mixing['name']
  if (!mixingNames.includes(name)) throw new Error(`no mixing "${name}"`)
  const [a, b] = ['a', 'b'].map(weight => entry<number>(decisions, weight)!)
  const rows = [first, second].map(given =>
    hostFloats({ ...given, shape: [1, ...given.shape] }))
  const draws = scripted({
    picture: [0], start: [false], rounds: [1], itself: [false], mixing: [0],
    shrink: [b >= 0], a: [a], b: [b], more: [a - 1], less: [-b]
  })
  const { mixed } = carryOut({
    mixer: imagePixmix({ mixings: [name], beta: entry(params, 'beta') }), draws,
    batch: { x: rows[0] }, pools: { pictures: { x: rows[1] } }
  })
  const chosen = { name, a, b, screenA: 0, screenB: 0, choice: 0 }
  const channels = first.shape[2]
  const raw = first.data.map((p, i) => mixNumbers(chosen, p, second.data[i], i % channels))
  return {
    raw: { data: raw, shape: first.shape },
    clipped: { data: (mixed.x as HostArray).data, shape: first.shape }
  }
}
