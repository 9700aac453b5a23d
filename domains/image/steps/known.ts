import type { StepDefinition } from '../../../core/index.js'

/** What may be done to images before they are painted; a page knows the steps of its mixers. */
export const steps: Record<string, StepDefinition> = {}

/** Adds a step that is as large as the mixer which names it. */
export function addStep (name: string, definition: StepDefinition): StepDefinition {
  steps[name] = definition
  return definition
}
