/**
 * What every mixer must hold, for mixers of one's own.
 *
 * @packageDocumentation
 */
export { checkMixer } from './check.js'
export type { CheckOptions, Finding } from './check.js'
export { optionSets } from './option-sets.js'
export { properties, propertyNames } from './properties/index.js'
export type { PropertyName } from './properties/index.js'
export type { Property, Tried, Verdict } from './property.js'
