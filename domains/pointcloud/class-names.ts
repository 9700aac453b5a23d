import { fail } from '../../core/errors.js'

/** Which ids of a column a class has: several where still and moving things are told apart. */
export type ClassNames = Readonly<Record<string, number | readonly number[]>>

/** The ids of SemanticKITTI's label files, moving things with those that stand. */
export const semanticKittiNames: ClassNames = {
  car: [10, 252], bicycle: 11, bus: [13, 257], motorcycle: 15, 'on-rails': [16, 256],
  truck: [18, 258], 'other-vehicle': [20, 259], person: [30, 254], bicyclist: [31, 253],
  motorcyclist: [32, 255]
}

/**
 * Classes by name or id as ids, in the order given.
 *
 * @throws OPTION for a name that is not among the names, and for what is no list
 */
export function classIds (
  classes: ReadonlyArray<string | number>, names: ClassNames, who: string, option: string
): number[] {
  const told: unknown = classes
  const listed = Array.isArray(told) &&
    Array.from<unknown>(told).every(each => ['string', 'number'].includes(typeof each))
  if (!listed) throw fail('OPTION', who, option, 'must be a list of names and ids', classes)
  if (typeof names !== 'object' || names === null)
    throw fail('OPTION', who, 'names', 'must be an object of ids by name', names)
  return classes.flatMap(each => {
    if (typeof each === 'number') return [each]
    if (Object.hasOwn(names, each)) return [names[each]].flat()
    throw fail('OPTION', who, option, `must be ids, or of ${Object.keys(names).join(', ')}`, each)
  })
}
