import { createMixer, parse, scripted, stringify } from '../../../core/index.js'
import { batchMasks, korniaTransplantation as imageTransplantation } from
  '../../../domains/image/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { entry, numbers, pictures } from '../given.js'

/** Kornia's transplantation: the classes that are taken come as their place among the donor's. */
export const korniaTransplantation: Adapter = (inputs, _params, decisions) => {
  const { x } = pictures(inputs)
  const { data, shape } = entry<GivenArray>(inputs, 'masks')!
  const mask = { data: Int32Array.from(data), shape }
  const [size, height, width] = shape
  const acceptors = numbers(decisions, 'acceptors')
  const donors = numbers(decisions, 'donors')
  const classes = numbers(decisions, 'selectedLabels').map((id, k) => {
    const donor = mask.data.subarray(donors[k] * height * width, (donors[k] + 1) * height * width)
    return [...new Set(donor)].sort((a, b) => a - b).indexOf(id)
  })
  const mix = createMixer(imageTransplantation(), { signals: { masks: batchMasks } })
  const batch = { x, mask }
  const draws = scripted({
    mix: Array.from({ length: size }, (_, row) => Number(acceptors.includes(row))), class: classes
  })
  const plan = parse(stringify(mix.plan(batch, { draws })))
  const mixed = mix.apply(batch, plan)
  return { images: mixed.x, masks: { ...mixed.mask, dtype: 'int32' } }
}
