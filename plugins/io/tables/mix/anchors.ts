import * as z from 'zod'
import type { ConfiguredMixer, SignalProvider } from '../../../../core/index.js'
import { Rng, live } from '../../../../core/index.js'
import { fail } from '../../../../core/errors.js'
import { distinctRows } from '../../../../core/pairing/distinct.js'
import type { RowClusters } from '../../../../domains/regression/anchors.js'
import { anchorSchema, clusterRows } from '../../../../domains/regression/anchors.js'
import type { TableBatch, TableRows } from './rows.js'

/** Clusters are made of this many rows, drawn at random, where there are more. */
const MOST = 16384

/** As for `clusterAnchors`, but columns of a file come in units of their own. */
export const tableAnchorSchema = z.strictObject({
  ...anchorSchema.shape,
  scale: z.enum(['none', 'standard']).default('standard')
})

/** How rows of a table are put into clusters: `clusters`, `by`, `scale`, `seed`. */
export type TableAnchors = z.input<typeof tableAnchorSchema>
export type TableAnchorChoice = z.output<typeof tableAnchorSchema>

/** Whether a mixer moves rows by their clusters. */
export function wantsAnchors ({ signals }: ConfiguredMixer): boolean {
  return signals.includes('anchors')
}

/**
 * The clusters in effect; nothing for a mixer that needs none.
 *
 * @throws OPTION where they are given to such a mixer
 */
export function anchorsFor (
  mixer: ConfiguredMixer, given: TableAnchorChoice | undefined
): TableAnchorChoice | undefined {
  if (wantsAnchors(mixer)) return given ?? tableAnchorSchema.parse({})
  if (given === undefined) return undefined
  throw fail('OPTION', 'mixTable', 'anchors',
    `is for mixers that move rows by their clusters, such as ada, and not for ${mixer.name}`, given)
}

/**
 * The signal `anchors` of the rows of a table: the cluster whose centre is nearest. Clusters are
 * made when they are first asked for, of the rows that are mixed.
 */
export function tableAnchors (rows: TableRows, choice: TableAnchorChoice): SignalProvider {
  let clusters: RowClusters | undefined
  return batch => {
    clusters ??= clusterRows(rows.batch(sampleOf(rows.rows.length, choice.seed)), choice)
    return clusters.of(batch as TableBatch)
  }
}

function sampleOf (size: number, seed: number): Int32Array {
  if (size <= MOST) return Int32Array.from({ length: size }, (_, row) => row)
  return distinctRows(live(Rng(seed).fork('anchors')), size, MOST).sort()
}
