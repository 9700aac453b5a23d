import type { Property } from '../property.js'
import { annotationsFollow } from './annotations-follow.js'
import { batchOfOne } from './batch-of-one.js'
import { convexWeights } from './convex-weights.js'
import { gradient } from './gradient.js'
import { hiddenMapEvenEdges, hiddenMapOddEdges } from './hidden-map.js'
import { hostEqualsTensor } from './host-equals-tensor.js'
import { arraysUntouched, inputsUntouched } from './inputs-untouched.js'
import { jsonRoundTrip } from './json.js'
import { labelsAgree } from './labels-agree.js'
import { masksFollow } from './masks-follow.js'
import { namedDraws } from './named-draws.js'
import { noLeak } from './no-leak.js'
import { notTraining } from './not-training.js'
import { numbersFollow } from './numbers-follow.js'
import { replayedDraws } from './replay.js'
import { sameEverywhere } from './same-everywhere.js'
import { sameSeed } from './same-seed.js'
import { anyShape } from './shapes.js'
import { soundPlans } from './sound.js'
import { targetShares } from './target-shares.js'
import { equalsCpu } from './equals-cpu.js'

/** What every mixer must have, by name. */
export const properties = {
  'same-seed': sameSeed,
  'same-everywhere': sameEverywhere,
  replay: replayedDraws,
  'named-draws': namedDraws,
  json: jsonRoundTrip,
  sound: soundPlans,
  'convex-weights': convexWeights,
  'target-shares': targetShares,
  gradient,
  'no-leak': noLeak,
  'wasm-equals-cpu': equalsCpu('wasm', 1e-5),
  'host-equals-tensor': hostEqualsTensor,
  'batch-of-one': batchOfOne,
  'any-shape': anyShape,
  'inputs-untouched': inputsUntouched,
  'arrays-untouched': arraysUntouched,
  'not-training': notTraining,
  'hidden-map-even-edges': hiddenMapEvenEdges,
  'hidden-map-odd-edges': hiddenMapOddEdges,
  'masks-follow': masksFollow,
  'annotations-follow': annotationsFollow,
  'labels-agree': labelsAgree,
  'numbers-follow': numbersFollow
} as const satisfies Record<string, Property>

/** Those that do not depend on the backend in effect: they make no tensors, or try them all. */
export const anyBackend: ReadonlySet<PropertyName> = new Set<PropertyName>([
  'same-seed', 'same-everywhere', 'replay', 'named-draws', 'sound', 'convex-weights',
  'wasm-equals-cpu'
])

export type PropertyName = keyof typeof properties
export const propertyNames = Object.keys(properties) as readonly PropertyName[]
