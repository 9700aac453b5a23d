import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import { isTensor, normalizeRows, parseOptions } from '../../core/index.js'
import type { Labels, Nearest, Neighbours, NearestOptions } from '../../domains/embedding/index.js'
import { checkNearest } from '../../domains/embedding/nearest.js'
import { peer } from '../peer.js'

export interface ApproximateOptions {
  /** Links of a row in the graph; 16 by default. More: better found, slower, larger. */
  readonly connectivity?: number
  /** Rows that are looked at when one is added, 128 by default, and when one is looked for, 64. */
  readonly expansionAdd?: number
  readonly expansionSearch?: number
  /** 1 by default, so that the same rows make the same graph. */
  readonly threads?: number
}

const whole = z.int().min(1)
const options = z.object({
  connectivity: whole.default(16),
  expansionAdd: whole.default(128),
  expansionSearch: whole.default(64),
  threads: whole.default(1)
})

/** What is used of usearch's index. */
interface Graph {
  add (keys: BigUint64Array, vectors: Float32Array, threads: number): void
  search (vectors: Float32Array, k: number, threads: number):
  { readonly keys: BigUint64Array, readonly distances: Float32Array }
}

/** No cosine: what a place holds for which there is no row. */
const NONE = -1e30

/**
 * Neighbours by a hierarchical navigable small world graph (Malkov and Yashunin, TPAMI 2020,
 * arXiv:1603.09320), as usearch builds it: nearly all of them are found. The graph of a tensor of
 * rows is built when it is first searched, and kept as long as the tensor; below some 50,000 rows
 * the exact search is faster. Rows that do not count are left out after the search, which asks for
 * more until there are enough.
 *
 *     registry.rebind(NEIGHBOURS, await approximateNeighbours())
 *
 * @throws MISSING_PEER unless `usearch` is installed; OPTION, UNKNOWN_OPTION
 */
export async function approximateNeighbours (given: ApproximateOptions = {}): Promise<Neighbours> {
  const chosen = parseOptions('approximateNeighbours', options, given)
  const { Index, MetricKind, ScalarKind } =
    await peer('approximateNeighbours', 'usearch', () => import('usearch'))
  const graphs = new WeakMap<Tensor2D, Graph>()
  const graphOf = async (rows: Tensor2D, normalize: boolean): Promise<Graph> => {
    const there = graphs.get(rows)
    if (there !== undefined) return there
    const [size, dimensions] = rows.shape
    const graph = new Index({
      dimensions,
      metric: MetricKind.IP,
      quantization: ScalarKind.F32,
      connectivity: chosen.connectivity,
      expansion_add: chosen.expansionAdd,
      expansion_search: chosen.expansionSearch,
      multi: false
    })
    const keys = BigUint64Array.from({ length: size }, (_, row) => BigInt(row))
    graph.add(keys, await numbersOf(rows, normalize), chosen.threads)
    graphs.set(rows, graph)
    return graph
  }
  return {
    find: async asked => {
      const { k, normalize } = checkNearest(asked, 'approximateNeighbours')
      const graph = await graphOf(asked.rows, normalize)
      const queries = await numbersOf(asked.queries, normalize)
      const counts = await filterOf(asked)
      return found(graph, queries, asked, k, counts, chosen.threads)
    }
  }
}

async function numbersOf (rows: Tensor2D, normalize: boolean): Promise<Float32Array> {
  const unit = normalize ? tf.tidy(() => normalizeRows(rows)) : rows
  const numbers = await unit.data<'float32'>()
  if (unit !== rows) unit.dispose()
  return numbers
}

/** Whether a row counts as a neighbour of a query. */
type Counts = (query: number, row: number) => boolean

async function filterOf ({ queryLabels, rowLabels, excludeSelf = false }: NearestOptions):
Promise<Counts | undefined> {
  if (queryLabels === undefined || rowLabels === undefined)
    return excludeSelf ? (query, row) => query !== row : undefined
  const [own, others] = await Promise.all([queryLabels, rowLabels].map(listOf))
  return (query, row) => own[query] !== others[row] && !(excludeSelf && query === row)
}

async function listOf (labels: Labels): Promise<ArrayLike<number>> {
  return isTensor(labels) ? await labels.data() : labels
}

function found (
  graph: Graph, queries: Float32Array, { queries: { shape: [n, width] }, rows }: NearestOptions,
  k: number, counts: Counts | undefined, threads: number
): Nearest {
  const size = rows.shape[0]
  const similarities = new Float32Array(n * k).fill(NONE)
  const indices = new Int32Array(n * k)
  for (let query = 0; query < n; query++) {
    const vector = queries.subarray(query * width, (query + 1) * width)
    let [most, kept] = [Math.min(size, counts === undefined ? k : k + 8), 0]
    for (;;) {
      const { keys, distances } = graph.search(vector, most, threads)
      kept = 0
      for (let place = 0; place < keys.length && kept < k; place++) {
        const row = Number(keys[place])
        if (counts !== undefined && !counts(query, row)) continue
        indices[query * k + kept] = row
        // The distance is 1 less the product
        similarities[query * k + kept++] = 1 - distances[place]
      }
      if (kept === k || most === size) break
      most = Math.min(size, most * 4)
    }
  }
  return {
    similarities: tf.tensor2d(similarities, [n, k]),
    indices: tf.tensor2d(indices, [n, k], 'int32')
  }
}
