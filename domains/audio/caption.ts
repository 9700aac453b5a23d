import type { Target } from '../../core/index.js'
import { targetTerms } from '../../core/index.js'
import { ruleTable } from '../../core/plan/rules.js'
import { outputCount } from '../../core/targets/terms.js'
import { fail } from '../../core/errors.js'

/**
 * Captions: an output has the words of all that weigh anything in it, the heaviest first, joined
 * by " and " (as Make-An-Audio does, arXiv:2301.12661), each once. Where the target is the row's
 * own alone (`target: 'anchor'`), its caption stays what it is.
 */
export const caption: Target<readonly string[]> = {
  encode (value, { who, target, size }) {
    const sound = Array.isArray(value) && value.length === size &&
      Array.from<unknown>(value).every(text => typeof text === 'string')
    if (sound) return value as readonly string[]
    throw fail('TARGET', who, target, `must be a list of ${size} texts`)
  },
  mix (plan, values, { rules }) {
    const heard = Array.from({ length: outputCount(plan) }, () => new Map<string, number>())
    for (const { x: pool, rows, strength } of targetTerms(plan, ruleTable(rules ?? {}))) {
      heard.forEach((words, output) => {
        const share = (strength as Float64Array)[output]
        const text = values[pool]?.[rows[output]]
        if (share > 0 && text !== undefined) words.set(text, (words.get(text) ?? 0) + share)
      })
    }
    return heard.map(words =>
      [...words].sort(([, a], [, b]) => b - a).map(([text]) => text).join(' and '))
  }
}
