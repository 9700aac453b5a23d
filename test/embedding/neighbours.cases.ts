import * as tf from '@tensorflow/tfjs-core'
import { RemixtureError, createRegistry } from '../../core/index.js'
import {
  NEIGHBOURS, embeddingDomain, exactNeighbours, recall
} from '../../domains/embedding/index.js'
import { approximateNeighbours } from '../../plugins/neighbours/index.js'
import { onCpu } from '../on-cpu.js'
import { normalRows } from './support.js'

/** How many of the neighbours of one are among those of the other. */
function shared (one: Int32Array, other: Int32Array, k: number): number {
  let both = 0
  one.forEach((row, place) => {
    const first = Math.floor(place / k) * k
    if (other.subarray(first, first + k).includes(row)) both++
  })
  return both / one.length
}

onCpu('approximate neighbours are nearly those that there are, with their cosines', async t => {
  const [queries, rows] = [normalRows(1, 20, 16), normalRows(2, 500, 16)]
  const asked = { queries, rows, k: 10 }
  const near = await approximateNeighbours()
  const [exact, found] = [await exactNeighbours.find(asked), await near.find(asked)]
  const [a, b] = [exact, found].map(each => each.indices.dataSync<'int32'>())
  t.true(shared(b, a, 10) > 0.95)
  const cosines = found.similarities.dataSync()
  const truth = exact.similarities.dataSync()
  t.true(Math.abs(cosines[0] - truth[0]) < 1e-5)
  t.true(cosines.every((each, place) => place % 10 === 0 || each <= cosines[place - 1]))
  // The same graph, for the same rows
  t.deepEqual((await near.find(asked)).indices.dataSync(), b)
})

onCpu('rows of the own label, and the row itself, are left out', async t => {
  const x = normalRows(3, 60, 8)
  const labels = Int32Array.from({ length: 60 }, (_, row) => row % 3)
  const near = await approximateNeighbours({ expansionSearch: 200 })
  const asked = { queries: x, rows: x, k: 5, excludeSelf: true }
  for (const more of [{}, { queryLabels: labels, rowLabels: labels }]) {
    const [exact, found] = await Promise.all([exactNeighbours, near].map(async each =>
      await each.find({ ...asked, ...more })))
    t.deepEqual(found.indices.dataSync(), exact.indices.dataSync())
  }
  const all = { queryLabels: new Int32Array(60), rowLabels: new Int32Array(60) }
  const none = await near.find({ ...asked, ...all })
  t.true(none.similarities.dataSync().every(each => each < -1e29))
})

onCpu('a registry has the exact search until another one is bound', async t => {
  const registry = createRegistry(embeddingDomain)
  const calls: number[] = []
  registry.rebind(NEIGHBOURS, {
    find: async asked => {
      calls.push(asked.k)
      return await exactNeighbours.find(asked)
    }
  })
  const x = normalRows(1, 6, 4)
  const neighbours = registry.services.get(NEIGHBOURS)
  const share = await recall({ queries: x, queryLabels: [0, 1, 2, 0, 1, 2], k: 2, neighbours })
  t.deepEqual(calls, [2])
  t.true(share >= 0 && share <= 1)
  t.is(createRegistry(embeddingDomain).services.get(NEIGHBOURS), exactNeighbours)
})

onCpu('what cannot be looked for is told', async t => {
  const near = await approximateNeighbours()
  const x = tf.ones<tf.Rank.R2>([3, 2])
  const wrong = await t.throwsAsync(near.find({ queries: x, rows: x, k: 4 }))
  t.is((wrong as RemixtureError).code, 'OPTION')
  t.regex(wrong?.message ?? '', /^approximateNeighbours: "k" must be at most the 3 rows, got 4/)
  await t.throwsAsync(approximateNeighbours({ threads: 0 }), { instanceOf: RemixtureError })
})
