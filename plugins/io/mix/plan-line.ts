import type { Plan } from '../../../core/index.js'
import { fromJson, toJson } from '../../../core/index.js'
import * as z from 'zod'
import { fail } from '../../../core/errors.js'
import { image } from '../../../domains/image/index.js'
import { inner, jsonOf, sha256 } from './manifest.js'

/** One batch of a mix: all that it takes to make its outputs again. */
export interface PlanLine {
  readonly step: number
  /** The number of its first output. */
  readonly first: number
  /** What painted: `host`, or the name of a backend. */
  readonly on: string
  /** The rows of the batch, their classes as indices. */
  readonly sources: ReadonlyArray<{
    readonly file: string
    readonly sha256: string
    readonly class?: number
  }>
  readonly skipped: ReadonlyArray<{ readonly file: string, readonly problem: string }>
  /** SHA-256 of the outputs that were kept. */
  readonly outputs: readonly string[]
  /** None where every image of the batch is broken. */
  readonly plan?: Plan
}

const whole = z.int().gte(0)
const text = z.string().max(4096)
const schema = z.strictObject({
  step: whole,
  first: whole,
  on: text,
  sources: z.array(z.strictObject({ file: inner, sha256, class: whole.optional() })).max(2 ** 16),
  skipped: z.array(z.strictObject({ file: inner, problem: text })),
  outputs: z.array(sha256),
  plan: z.unknown().optional()
})

export function writePlanLine ({ plan, ...line }: PlanLine): string {
  return `${JSON.stringify(plan === undefined ? line : { ...line, plan: toJson(plan) })}\n`
}

/**
 * @param source - what is read, for the error
 * @throws FORMAT for what is no such line, PLAN for one whose plan is not sound or too large
 */
export function readPlanLine (source: string, text: string, classes: number): PlanLine {
  const parsed = schema.safeParse(jsonOf(source, text))
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]
    throw fail('FORMAT', source, `is no line of a mix: "${path.join('.')}" (${message})`)
  }
  const { plan: given, ...line } = parsed.data
  const size = line.sources.length
  const wrongClass = line.sources.find(each =>
    classes === 0 ? each.class !== undefined : !((each.class ?? classes) < classes))
  if (wrongClass !== undefined)
    throw fail('FORMAT', source, `gives "${wrongClass.file}" no class from 0 to ${classes - 1}`)
  if (given === undefined) {
    if (size > 0 || line.outputs.length > 0) throw fail('FORMAT', source, 'has no plan')
    return line
  }
  if (size === 0) throw fail('FORMAT', source, 'has a plan without sources')
  const plan = fromJson(given, { domain: image, pools: { batch: { size } } })
  if (line.outputs.length > outputCount(plan))
    throw fail('FORMAT', source, 'has more outputs than its plan')
  return { ...line, plan }
}

/** How many outputs a plan ends with. */
export function outputCount (plan: Plan): number {
  return plan.then === undefined ? plan.size : outputCount(plan.then)
}
