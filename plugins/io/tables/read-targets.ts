import { fail } from '../../../core/errors.js'
import { cellReader } from './cells.js'
import { readTableChoice } from './options.js'

/**
 * One column of numbers of a table: real targets, without those that are missing.
 *
 * @throws FORMAT, UNKNOWN_NAME
 */
export async function readTargets (
  file: string, target: string, header = true
): Promise<Float64Array> {
  const choice = readTableChoice('readTargets', { target, features: [target], header })
  const blocks: Float64Array[] = []
  for await (const block of cellReader(file, choice).blocks())
    blocks.push(block.filter(value => !Number.isNaN(value)))
  const all = Float64Array.from(blocks.flatMap(block => [...block]))
  if (all.length === 0) throw fail('FORMAT', file, `column "${target}" is empty`)
  return all
}
