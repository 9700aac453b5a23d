import { fail } from '../errors.js'

/**
 * Checks that options are there at all, before they are taken apart.
 *
 * @throws TENSOR
 */
export function checkOptions (options: unknown, who: string, name = 'options'): void {
  if (typeof options === 'object' && options !== null) return
  throw fail('TENSOR', who, name, 'must be an object', options)
}

/**
 * Checks that there is a list of terms, none of them missing.
 *
 * @throws TENSOR
 */
export function checkTerms (terms: unknown, who: string): void {
  if (!Array.isArray(terms) || terms.length === 0) {
    throw fail('TENSOR', who, 'terms', 'must be a list of at least one term', terms)
  }
  Array.from<unknown>(terms).forEach((term, t) => { checkOptions(term, who, `terms[${t}]`) })
}
