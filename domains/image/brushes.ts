import type { BlendDefinition, StepDefinition } from '../../core/index.js'

const steps: Record<string, StepDefinition> = {}
const blends: Record<string, BlendDefinition> = {}

/** What may be done to images before they are painted, and how they may meet what is there. */
export const brushes = { steps, blends } as const

/**
 * Adds a step. It is done where the step is defined: a page has it if it has a mixer that names it.
 */
export function addStep (name: string, definition: StepDefinition): StepDefinition {
  steps[name] = definition
  return definition
}

/** Adds a blend in the same way. */
export function addBlend (name: string, definition: BlendDefinition): BlendDefinition {
  blends[name] = definition
  return definition
}
