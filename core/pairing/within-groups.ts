import * as z from 'zod/mini'
import { option } from '../define/schemas.js'
import type { Facts } from '../contract/index.js'
import { definePairing } from '../define/pairing.js'
import { fail } from '../errors.js'
import { cmixup } from './cmixup.js'
import type { CMixup } from './cmixup.js'
import { cmixupOptions } from './cmixup-options.js'

/** The rows of every group of a data set, and C-Mixup's pairing among them. */
interface Groups {
  readonly of: Int32Array
  readonly rows: ReadonlyMap<number, Int32Array>
  readonly pairings: Map<number, CMixup>
}

const known = new WeakMap<Int32Array, Map<string, Groups>>()

/**
 * Partners of the same group only: patients, days, sites are never mixed with one another. Any row
 * of the group in the data set, itself among them, or by C-Mixup's law within the group.
 *
 * The signal `groups` has the group of every row of the data set, and a batch says by `index` which
 * rows it has. A row that is alone in its group is its own partner.
 */
export const withinGroups = definePairing({
  name: 'within-groups',
  options: z.object({
    cmixup: option(z.strictObject(
      z.omit(cmixupOptions, { subset: true, pool: true, batchMode: true }).shape)).optional()
      .describe('options of C-Mixup, by which partners are chosen within the group')
  }),
  pools: ['dataset'],
  signals: ['groups'],

  pair (facts, options, draw) {
    const { index, size } = facts
    if (index === undefined)
      throw fail('INPUT', 'within-groups', 'index', 'must say which rows of the data set these are',
        index)
    const groups = groupsOf(facts, options)
    const partners = new Int32Array(size)
    for (const [group, own] of placesOf(index, groups.of)) {
      const among = groups.rows.get(group) as Int32Array
      if (options.cmixup === undefined) {
        own.forEach(place => { partners[place] = among[draw.int('pair', among.length)] })
        continue
      }
      const pairing = groups.pairings.get(group) ?? cmixup(options.cmixup)
      if (!groups.pairings.has(group)) pairing.setSubset(among)
      groups.pairings.set(group, pairing)
      const { rows } = pairing.pair(
        { ...facts, size: own.length, index: Int32Array.from(own, place => index[place]) }, draw)
      own.forEach((place, k) => { partners[place] = rows[k] })
    }
    return { pool: 'dataset', rows: partners }
  }
})

function groupsOf ({ signals, pools }: Facts, options: object): Groups {
  const { groups } = signals
  const { size } = pools.dataset
  if (!(groups instanceof Int32Array) || groups.length !== size) {
    throw fail('INPUT', 'within-groups', 'signals.groups',
      `must be an Int32Array with a group for each of the ${size} rows of the data set`, groups)
  }
  const found = known.get(groups) ?? new Map<string, Groups>()
  known.set(groups, found)
  const key = JSON.stringify(options)
  const before = found.get(key)
  if (before !== undefined) return before
  const rows = new Map(Array.from(placesOf(counted(size), groups), ([group, list]) =>
    [group, Int32Array.from(list)]))
  const made = { of: groups, rows, pairings: new Map<number, CMixup>() }
  found.set(key, made)
  return made
}

function counted (size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, row) => row)
}

/** The places of rows by the group that they are of, in the order of the groups' first rows. */
function placesOf (index: Int32Array, groups: Int32Array): Map<number, number[]> {
  const places = new Map<number, number[]>()
  index.forEach((row, place) => {
    const list = places.get(groups[row])
    if (list === undefined) places.set(groups[row], [place])
    else list.push(place)
  })
  return places
}
