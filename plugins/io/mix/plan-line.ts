import type { Annotations, Plan } from '../../../core/index.js'
import { fromJson, toJson } from '../../../core/index.js'
import * as z from 'zod'
import { flawText } from '../../../core/define/flaw.js'
import { fail } from '../../../core/errors.js'
import { image } from '../../../domains/image/index.js'
import type { MixRequest } from './manifest.js'
import { inner, jsonOf, sha256, targetOf } from './manifest.js'

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
    readonly mask?: { readonly file: string, readonly sha256: string }
    readonly boxes?: Annotations
  }>
  readonly skipped: ReadonlyArray<{ readonly file: string, readonly problem: string }>
  /** SHA-256 of the outputs that were kept. */
  readonly outputs: readonly string[]
  /** Those of their masks. */
  readonly masks?: readonly string[]
  /** None where every image of the batch is broken. */
  readonly plan?: Plan
}

const whole = z.int().gte(0)
const text = z.string().max(4096)
const box = z.tuple([z.number(), z.number(), z.number(), z.number()])
const source = z.strictObject({
  file: inner,
  sha256,
  class: whole.optional(),
  mask: z.strictObject({ file: inner, sha256 }).optional(),
  boxes: z.strictObject({ boxes: z.array(box), classes: z.array(whole) }).optional()
})
const schema = z.strictObject({
  step: whole,
  first: whole,
  on: text,
  sources: z.array(source).max(2 ** 16),
  skipped: z.array(z.strictObject({ file: inner, problem: text })),
  outputs: z.array(sha256),
  masks: z.array(sha256).optional(),
  plan: z.unknown().optional()
})

export function writePlanLine ({ plan, ...line }: PlanLine): string {
  return `${JSON.stringify(plan === undefined ? line : { ...line, plan: toJson(plan) })}\n`
}

/**
 * @param source - what is read, for the error
 * @throws FORMAT for what is no such line, PLAN for one whose plan is not sound or too large
 */
export function readPlanLine (source: string, text: string, request: MixRequest): PlanLine {
  const json = jsonOf(source, text)
  const parsed = schema.safeParse(json)
  if (!parsed.success)
    throw fail('FORMAT', source, `is no line of a mix: ${flawText(parsed.error, json)}`)
  const { plan: given, ...line } = parsed.data
  const size = line.sources.length
  const wrong = line.sources.find(each => !isWhole(each, request))
  if (wrong !== undefined)
    throw fail('FORMAT', source, `gives "${wrong.file}" other targets than the mix has`)
  if (line.masks?.length !== (targetOf(request) === 'mask' ? line.outputs.length : undefined))
    throw fail('FORMAT', source, 'has no mask for every output')
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

/** Whether a source has what its mix is made of, and nothing else. */
function isWhole (source: PlanLine['sources'][number], request: MixRequest): boolean {
  const target = targetOf(request)
  const classes = request.classes.length
  const { boxes: list, classes: ids = [] } = source.boxes ?? {}
  return (source.class !== undefined) === (target === 'label') && (source.class ?? -1) < classes &&
    (source.mask !== undefined) === (target === 'mask') &&
    (list !== undefined) === (target === 'boxes') &&
    ids.length === (list?.length ?? 0) && ids.every(id => id < classes)
}

/** How many outputs a plan ends with. */
export function outputCount (plan: Plan): number {
  return plan.then === undefined ? plan.size : outputCount(plan.then)
}
