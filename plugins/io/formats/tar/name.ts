import { fail } from '../../../../core/errors.js'

/** The sample that a file belongs to, and which part of it the file is. */
export interface PartName {
  /** The path without what follows the first dot of its last part: `train/000001`. */
  readonly key: string
  /** What follows that dot, in lower case: `jpg`, `seg.png`. */
  readonly part: string
}

const LONGEST = 1024

/**
 * Splits the name of a file in a shard.
 *
 * @throws FORMAT for names that lead elsewhere (absolute, `..`, drives, backslashes), that hold
 * control characters, or that are no `key.part`
 */
export function partName (shard: string, file: string): PartName {
  const steps = file.replace(/^\.\//, '').split('/')
  const last = steps.at(-1) ?? ''
  const dot = last.indexOf('.')
  if (file.length > LONGEST || /[\\\0-\x1f\x7f]|^[a-z]:/i.test(file) ||
    steps.some(step => step === '' || step === '.' || step === '..'))
    throw fail('FORMAT', shard, `"${shown(file)}" in it is not a path within the archive`)
  if (dot < 1 || dot === last.length - 1)
    throw fail('FORMAT', shard, `"${shown(file)}" in it is not named as key.part`)
  return {
    key: [...steps.slice(0, -1), last.slice(0, dot)].join('/'),
    part: last.slice(dot + 1).toLowerCase()
  }
}

/** Control characters must not reach a terminal. */
const shown = (name: string) => name.slice(0, 80).replace(/[\0-\x1f\x7f]/g, '?')
