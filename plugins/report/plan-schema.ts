import * as z from 'zod/mini'
import { notes, wireSchema } from '../../core/plan/wire-schema.js'

/**
 * The JSON Schema of a plan: what `remixture/plan.schema.json` holds. It is made here, since a page
 * that mixes has no use for what makes it.
 */
export function planJsonSchema (): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(wireSchema, {
    metadata: notes, io: 'output', unrepresentable: 'any', target: 'draft-2020-12'
  })
  return {
    $schema,
    title: 'remixture plan',
    description: 'How the outputs of one mix are painted: version 1 of the plan format.',
    ...schema
  }
}
