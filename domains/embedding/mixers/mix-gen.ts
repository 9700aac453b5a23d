import * as z from 'zod/mini'
import { defineMixer, option, over, own, probability, rows } from '../../../core/index.js'
import type { Plan } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { listIndices } from '../../../core/plan/rules.js'

const whole = 'must be a whole number from 0'

/**
 * MixGen: the first rows become mixes of themselves and of later ones; their texts are joined.
 *
 * Hao et al., WACV 2023 workshops, arXiv:2206.08358; law of the authors' code
 * (amazon-research/mix-generation@6e2a5ec): rows 0 … number - 1 with rows number … 2 number - 1,
 * λ = 0.5; the others stay. `joinTexts` follows the plan.
 */
export const mixGen = defineMixer({
  name: 'mix-gen',
  domain: 'any',
  paper: 'arXiv:2206.08358',
  pairing: 'own',
  options: z.object({
    number: option(z.int(whole).check(z.gte(0, whole))).optional().describe(
      'how many rows are mixed, half the batch at most; a quarter of it if absent'),
    lambda: probability.default(0.5).describe('the share of the row itself')
  }),

  plan ({ size }, { number: asked = Math.floor(size / 4), lambda }) {
    const number = Math.min(asked, Math.floor(size / 2))
    if (number === 0) return [own()]
    return [own(), over({ rows: rows(number, i => number + i) }, {
      outputs: rows(number, i => i), coefficient: 1 - lambda
    })]
  }
})

/**
 * Texts by a plan: that of a row, and of whatever is laid over it, with a space between.
 *
 * @param texts - one for every row of the batch
 * @throws INPUT for another number of texts, and for what is no plan
 */
export function joinTexts (texts: readonly string[], plan: Plan): string[] {
  if (!Array.isArray((Object(plan) as Partial<Plan>).layers))
    throw fail('INPUT', 'joinTexts', 'plan', 'must be a plan', plan)
  if (!Array.isArray(texts) || !texts.every(text => typeof text === 'string') ||
    texts.length !== plan.size)
    throw fail('INPUT', 'joinTexts', 'texts', `must be ${plan.size} texts`, texts)
  const joined = [...texts] as string[]
  for (const { source, outputs } of plan.layers) {
    if (source?.rows === undefined) continue
    const size = source.rows instanceof Int32Array ? source.rows.length : plan.size
    const shown = listIndices(source.rows, size)
    const into = outputs === undefined ? shown.map((_, i) => i) : listIndices(outputs, size)
    into.forEach((output, i) => { joined[output] += ` ${texts[shown[i]]}` })
  }
  return joined
}
