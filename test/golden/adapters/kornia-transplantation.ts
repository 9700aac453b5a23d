import { createMixer, parse, permutation, scripted, stringify } from '../../../core/index.js'
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
  const pair = pairOf(acceptors, donors, size)
  // The law is the row before; Kornia takes other donors where they are handed in
  const other = pair.some((donor, row) => donor !== (row + size - 1) % size)
  const mix = createMixer(imageTransplantation(other ? { pairing: permutation() } : {}),
    { signals: { masks: batchMasks } })
  const batch = { x, mask }
  const draws = scripted({
    mix: Array.from({ length: size }, (_, row) => Number(acceptors.includes(row))),
    class: Array.from(acceptors.keys()).sort((a, b) => acceptors[a] - acceptors[b])
      .map(k => classes[k]),
    ...other && { pair }
  })
  const plan = parse(stringify(mix.plan(batch, { draws })))
  const mixed = mix.apply(batch, plan)
  return { images: mixed.x, masks: { ...mixed.mask, dtype: 'int32' } }
}

/** The donor of every row; those that take nothing get the row before them, or one that is left. */
function pairOf (
  acceptors: readonly number[], donors: readonly number[], size: number
): number[] {
  const free = new Set(Array(size).keys())
  donors.forEach(donor => free.delete(donor))
  const pair = Array.from({ length: size }, (_, row) => donors[acceptors.indexOf(row)] as
    number | undefined)
  const before = pair.map((donor, row) => {
    const last = (row + size - 1) % size
    return donor ?? (free.delete(last) ? last : undefined)
  })
  return before.map(donor => donor ?? [...free].find(row => free.delete(row)) ?? 0)
}
