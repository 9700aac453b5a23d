import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { flawText } from '../../../core/define/flaw.js'
import { fail } from '../../../core/errors.js'
import type { Annotations } from '../../../core/index.js'
import { readCsv } from '../formats/csv/read.js'
import { isInner } from '../images/inside.js'
import { checkPlain } from './clear.js'
import { FILE, MASK, labelsFile } from './labels-file.js'
import type { Manifest } from './manifest.js'
import { jsonOf, targetOf } from './manifest.js'

/** An output and what it carries: the share of every class in it, the file of its mask, boxes. */
export interface SoftLabel {
  readonly file: string
  readonly shares?: Float32Array
  readonly mask?: string
  readonly boxes?: Annotations
}

/**
 * The labels of a mix, as far as its manifest says they are finished.
 *
 * @throws FORMAT for labels that are none, OUTSIDE for a file that lies elsewhere
 */
export async function readLabels (folder: string, manifest: Manifest): Promise<SoftLabel[]> {
  const { request, done } = manifest
  if (done.labels === 0) return []
  const name = labelsFile(request)
  await checkPlain(folder, name)
  const file = path.join(folder, name)
  const rows = targetOf(request) === 'boxes'
    ? await boxLines(file, folder, manifest)
    : await labelLines(file, folder, manifest)
  if (rows.length !== done.outputs)
    throw fail('FORMAT', file, `has ${rows.length} images, not the ${done.outputs} of its manifest`)
  return rows
}

async function labelLines (
  file: string, folder: string, { request, done }: Manifest
): Promise<SoftLabel[]> {
  const masks = targetOf(request) === 'mask'
  const classes = masks ? [] : request.classes
  const columns = [FILE, ...masks ? [MASK] : classes]
  const rows: SoftLabel[] = []
  const stream = createReadStream(file, { end: done.labels - 1 })
  for await (const row of readCsv(stream, { numbers: [...classes] })) {
    const where = `${file}: row ${rows.length + 1}`
    if (rows.length === 0 && String(Object.keys(row)) !== String(columns))
      throw fail('FORMAT', file, 'must have the column "file" and one for every class')
    const named = innerName(row[FILE], where, folder)
    rows.push(masks
      ? { file: named, mask: innerName(row[MASK], where, folder) }
      : { file: named, shares: Float32Array.from(classes, name => row[name] as number) })
  }
  return rows
}

function innerName (name: unknown, where: string, folder: string): string {
  if (!isInner(name)) throw fail('OUTSIDE', where, name, folder)
  return name
}

const boxLine = z.strictObject({
  file: z.string(),
  boxes: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  classes: z.array(z.int().gte(0)),
  weights: z.array(z.number()).optional()
})

async function boxLines (
  file: string, folder: string, { done }: Manifest
): Promise<SoftLabel[]> {
  const text = (await readFile(file)).subarray(0, done.labels).toString()
  return text.split('\n').slice(0, -1).map((line, i) => {
    const where = `${file}: line ${i + 1}`
    const json = jsonOf(where, line)
    const parsed = boxLine.safeParse(json)
    if (!parsed.success)
      throw fail('FORMAT', where, `is no line of boxes: ${flawText(parsed.error, json)}`)
    const { file: name, ...boxes } = parsed.data
    return { file: innerName(name, where, folder), boxes }
  })
}
