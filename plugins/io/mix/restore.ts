import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { sha256Of } from '../images/sha256.js'
import { writeAtomic } from './atomic.js'
import type { Digests } from './digests.js'
import { sha256In } from './digests.js'
import { maskName, outputName } from './layout.js'
import type { Manifest } from './manifest.js'
import { planLines } from './plan-lines.js'
import type { PlanLine } from './plan-line.js'
import type { Workshop } from './remake.js'
import { remake } from './remake.js'

/**
 * Reads what is finished of a mix, and makes again what is missing of it or damaged: images are not
 * flushed one by one, so that a machine that stopped may have lost some.
 */
export async function restore (
  workshop: Workshop, folder: string, manifest: Manifest, digests: Digests
): Promise<void> {
  for await (const line of planLines(folder, manifest)) {
    digests.add(line)
    const names = line.outputs.map((_, i) =>
      outputName(line.first + i, workshop.encoding.format))
    const { outputs, masks = [] } = line
    const all = [...names, ...masks.map((_, i) => maskName(line.first + i))]
    const hashes = [...outputs, ...masks]
    const found = await Promise.all(all.map(name => sha256In(folder, name)))
    if (found.some((sha256, i) => sha256 !== hashes[i]))
      await rewrite(workshop, folder, line, all, hashes)
  }
}

async function rewrite (
  workshop: Workshop, folder: string, line: PlanLine, names: readonly string[],
  hashes: readonly string[]
): Promise<void> {
  const { files = [], masks = [] } = await remake(workshop, line) ?? {}
  for (const [i, bytes] of [...files, ...masks].entries()) {
    if (sha256Of(bytes) !== hashes[i])
      throw fail('CHANGED', folder, `what makes "${names[i]}" has changed`)
    await writeAtomic(path.join(folder, names[i]), bytes, true)
  }
}
