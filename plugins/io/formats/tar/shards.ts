import { fail } from '../../../../core/errors.js'

const MOST_SHARDS = 100_000

/**
 * The files that a pattern stands for: `train-{000..012}.tar` is 13 of them, with as many digits as
 * the first number has. Several braces are all combined; a name without any is itself.
 *
 * @throws INPUT for a range that runs backwards, or for more than 100,000 files
 */
export function shards (pattern: string): string[] {
  const match = /^([^]*?)\{(\d+)\.\.(\d+)\}([^]*)$/.exec(pattern)
  if (match === null) return [pattern]
  const [, before, first, last, after] = match
  const count = Number(last) - Number(first) + 1
  const others = shards(after)
  if (!(count > 0) || !(count * others.length <= MOST_SHARDS))
    throw fail('INPUT', 'shards', 'pattern', `must stand for 1 to ${MOST_SHARDS} files`, pattern)
  return Array.from({ length: count }, (_, i) =>
    before + String(Number(first) + i).padStart(first.length, '0')
  ).flatMap(start => others.map(other => start + other))
}
