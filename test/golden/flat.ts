import type { Given } from './adapter.js'

/** Which entries of a case are what; the rest are inputs. */
interface Parts {
  readonly params: readonly string[]
  readonly decisions: readonly string[]
  readonly expected: readonly string[]
}

/** Files whose cases are not divided into inputs, params, decisions and what is expected. */
const files: Readonly<Record<string, Parts>> = {
  ada: {
    params: ['kind', 'alpha', 'n'],
    decisions: ['gamma'],
    expected: ['Xaug', 'Yaug', 'gammas']
  },
  cmixup: {
    params: ['kind', 'bandwidth', 'kernel'],
    decisions: ['anchorIdx', 'u', 'lam'],
    expected: ['P', 'rowSums', 'partnerIdx', 'mixX', 'mixY']
  },
  kmixup_assignment: {
    params: ['k'],
    decisions: ['lam'],
    expected: ['sigma', 'cost', 'mix']
  },
  localmixup: {
    params: ['eps'],
    decisions: ['lam', 'perm'],
    expected: ['mixX', 'yb', 'weight']
  }
}

/** A case of such a file, divided; others are left as they are. */
export function divided (key: string, entry: Given): Given {
  if (!Object.hasOwn(files, key) || 'expected' in entry) return entry
  const parts = files[key]
  const of = (names: readonly string[]): Given => Object.fromEntries(
    Object.entries(entry).filter(([name]) => names.includes(name)))
  const known = [...parts.params, ...parts.decisions, ...parts.expected]
  return {
    inputs: of(Object.keys(entry).filter(name => !known.includes(name))),
    params: of(parts.params),
    decisions: of(parts.decisions),
    expected: of(parts.expected)
  }
}
