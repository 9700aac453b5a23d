import { toJson } from '../../../../core/index.js'
import type { Plan } from '../../../../core/index.js'
import type { Cloud } from '../../../../domains/pointcloud/cloud.js'
import type { CloudFolder, ScanBatch } from '../folder.js'
import type { Entry } from './ledger.js'
import { provenanceFile, writeProvenance } from './provenance.js'

/** A line of `mixes.jsonl`: an output, what it is made of, and its files. */
export interface MixLine {
  readonly output: string
  readonly sources: readonly string[]
  readonly provenance: string
  readonly files: readonly string[]
}

/** A line of `plans.jsonl`: the scans of a batch, its outputs, and how they are made. */
export interface PlanLine {
  readonly scans: readonly string[]
  /** SHA-256 of the files of these scans, by their names. */
  readonly sources: Readonly<Record<string, string>>
  readonly outputs: readonly string[]
  readonly plan: unknown
}

/** Writes the clouds that a plan has made of a batch; what there is to tell of them. */
export async function writeMixed (
  folder: CloudFolder, { scans }: Pick<ScanBatch, 'scans'>, mixed: readonly Cloud[], to: string
): Promise<{ readonly lines: readonly MixLine[], readonly points: number }> {
  const lines: MixLine[] = []
  let points = 0
  for (const cloud of mixed) {
    const { parts } = cloud.provenance ?? { parts: [] }
    if (parts.length === 0) continue
    const own = scans[parts[0].row]
    const files = await folder.write(to, own, cloud)
    await writeProvenance(to, own, cloud)
    points += cloud.coordinates.length / 3
    lines.push({ output: own.name, sources: parts.map(({ row }) => scans[row].name),
      provenance: provenanceFile(own), files })
  }
  return { lines, points }
}

/** What of a batch is entered. */
export function entryOf (
  { scans, digests }: ScanBatch, plan: Plan, lines: readonly MixLine[], points: number
): Entry {
  const told: PlanLine = { scans: scans.map(({ name }) => name), sources: digests,
    outputs: lines.map(({ output }) => output), plan: toJson(plan) }
  return {
    count: lines.length, points,
    mixes: lines.map(line => `${JSON.stringify(line)}\n`).join(''),
    plans: `${JSON.stringify(told)}\n`
  }
}
