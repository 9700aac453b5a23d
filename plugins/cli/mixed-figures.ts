import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../core/errors.js'
import type { PlanLine } from '../io/mix/plan-line.js'
import { planLines } from '../io/mix/plan-lines.js'
import { outputName } from '../io/mix/layout.js'
import { readManifest, targetOf } from '../io/mix/manifest.js'
import type { MixRequest } from '../io/mix/manifest.js'
import { mixTargets } from '../io/mix/mix-targets.js'
import type { MixFigure, Share } from '../report/index.js'
import { dataUrl, piecesOf } from '../report/index.js'

/**
 * The first images of a mixed folder, as they are on disk, with their plans.
 *
 * @param most - how many
 * @throws FORMAT for a folder that is no mix
 */
export async function mixedFigures (folder: string, most: number): Promise<MixFigure[]> {
  const manifest = await readManifest(folder)
  if (manifest === undefined) throw fail('FORMAT', folder, 'is no mixed folder: it has no manifest')
  const { request } = manifest
  const figures: MixFigure[] = []
  for await (const line of planLines(folder, manifest)) {
    figures.push(...await figuresOf(folder, line, request, most - figures.length))
    if (figures.length >= most) break
  }
  return figures
}

async function figuresOf (
  folder: string, line: PlanLine, request: MixRequest, most: number
): Promise<MixFigure[]> {
  const { plan, first, sources, outputs } = line
  if (plan === undefined) return []
  const { classes, height, width, format } = request
  const given = targetOf(request) === 'label'
    ? { label: Int32Array.from(sources, source => source.class ?? 0) }
    : {}
  const { soft } = mixTargets(plan, given, sources.length, classes.length, [height, width])
  // Of a chain only the last plan paints the outputs, and its rows are no files.
  const seen = plan.then === undefined ? piecesOf(plan) : []
  return await Promise.all(outputs.slice(0, most).map(async (_, i): Promise<MixFigure> => {
    const name = outputName(first + i, format)
    const shares = soft?.data.subarray(i * classes.length, (i + 1) * classes.length)
    return {
      image: dataUrl(await readFile(path.join(folder, name)), format),
      name: path.basename(name),
      plan,
      seen: seen[i] ?? [],
      sources: sources.map(source => path.basename(source.file)),
      label: classes.map((name, c): Share => ({ name, share: shares?.[c] }))
        .filter(({ share = 0 }) => share > 0)
    }
  }))
}
