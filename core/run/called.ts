import type { ConfiguredMixer, InLoss, PlanInLoss } from '../contract/index.js'
import type { Mix } from './mix.js'

/** A mixer at work; one that is called within losses is a function too. */
export function called<Live> (
  mixer: ConfiguredMixer<Live>, mix: Mix, plan: PlanInLoss
): Mix {
  const { inLoss } = mixer as Partial<InLoss<unknown, unknown>>
  if (inLoss === undefined) return mix
  // Not by assignment: a function has a name of its own, which cannot be assigned
  return Object.defineProperties(
    (given: unknown) => inLoss(given, plan), Object.getOwnPropertyDescriptors(mix)) as never
}
