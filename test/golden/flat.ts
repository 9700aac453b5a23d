import type { Given } from './adapter.js'

/** Which entries of a case are results, and which were decided by chance. The rest are inputs. */
interface Division { readonly expected: readonly string[], readonly decisions?: readonly string[] }

/** Files whose cases are flat, by their key. */
const divisions: Readonly<Record<string, Division>> = {
  ada: { expected: ['Xaug', 'Yaug', 'gammas'], decisions: ['gamma'] }
}

/** A case with its parts told apart; one that has them already stays as it is. */
export function divided (key: string, entry: Given): Given {
  if ('expected' in entry || !Object.hasOwn(divisions, key)) return entry
  const { expected, decisions = [] } = divisions[key]
  const some = (wanted: (name: string) => boolean): Given =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => wanted(name)))
  return {
    inputs: some(name => ![...expected, ...decisions].includes(name)),
    decisions: some(name => decisions.includes(name)),
    expected: some(name => expected.includes(name))
  }
}
