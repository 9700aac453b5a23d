import type { ListedLevels } from './columns.js'

/** The levels that rules have made, and for which grid and how many pieces. */
type Made = Map<object, { readonly key: string, readonly levels: ListedLevels }>

let made: Made | undefined

/**
 * Runs something in which the levels of a rule are made once, however many ask for them: the
 * picture, and every target that follows it. They are not kept any longer; a batch of masks is
 * large.
 */
export function levelsMadeOnce<T> (run: () => T): T {
  if (made !== undefined) return run()
  made = new Map()
  try {
    return run()
  } finally {
    made = undefined
  }
}

/** The levels of a rule, made now or before. Nobody may change them. */
export function madeBefore (rule: object, key: string, make: () => ListedLevels): ListedLevels {
  const known = made?.get(rule)
  if (known?.key === key) return known.levels
  const levels = make()
  made?.set(rule, { key, levels })
  return levels
}
