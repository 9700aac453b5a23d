import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathInside } from '../images/inside.js'
import { sha256Of } from '../images/sha256.js'
import { labelsFile } from './labels-file.js'
import { layout, maskName, outputName } from './layout.js'
import type { Manifest, MixRequest } from './manifest.js'
import type { PlanLine } from './plan-line.js'

/** Content hashes of a mix, gathered batch by batch. */
export interface Digests {
  add (line: PlanLine): void
  /** The SHA-256 that a source had before, if it was used. */
  source (file: string): string | undefined
  /** Those of a whole mix: of its sources and outputs a line each, as `sha256sum` writes it. */
  all (folder: string): Promise<NonNullable<Manifest['digests']>>
}

export function gatherDigests (request: MixRequest): Digests {
  const { format } = request
  const sources = new Map<string, string>()
  const outputs = createHash('sha256')
  return {
    add: line => {
      line.sources.forEach(({ file, sha256, mask }) => {
        sources.set(file, sha256)
        if (mask !== undefined) sources.set(mask.file, mask.sha256)
      })
      line.outputs.forEach((sha256, i) => {
        outputs.update(`${sha256}  ${outputName(line.first + i, format)}\n`)
      })
      line.masks?.forEach((sha256, i) => {
        outputs.update(`${sha256}  ${maskName(line.first + i)}\n`)
      })
    },
    source: file => sources.get(file),
    all: async folder => ({
      sources: sha256Of([...sources].sort(([a], [b]) => a < b ? -1 : 1)
        .map(([file, sha256]) => `${sha256}  ${file}\n`).join('')),
      outputs: outputs.copy().digest('hex'),
      labels: await sha256OfFile(path.join(folder, labelsFile(request))),
      plans: await sha256OfFile(path.join(folder, layout.plans))
    })
  }
}

async function sha256OfFile (file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/**
 * The SHA-256 of a file in a folder; nothing where there is none.
 *
 * @param folder - its real path
 * @throws OUTSIDE for a link that leads out
 */
export async function sha256In (folder: string, file: string): Promise<string | undefined> {
  try {
    return sha256Of(await readFile(await pathInside('mix', folder, file)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
