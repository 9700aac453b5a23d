import { fail } from '../../../../core/errors.js'

/** What a row group may take, and what of it is left, in bytes. */
export interface Budget { readonly most: number, left: number }

/**
 * Takes bytes off the budget before they are taken from memory.
 *
 * @throws FORMAT if they are more than is left, or no number
 */
export function spend (name: string, budget: Budget, bytes: number): void {
  if (!(bytes >= 0 && bytes <= budget.left))
    throw fail('FORMAT', name, `a row group of it exceeds maximumBytes, ${budget.most}`)
  budget.left -= bytes
}
