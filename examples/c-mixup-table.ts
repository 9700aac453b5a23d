/** C-Mixup on a table: partners from the whole of it, the likelier the nearer their targets. */
import { cmixup, createMixer, useBackend } from '../core/index.js'
import { mixup } from '../domains/regression/index.js'
import { readTable } from '../plugins/io/index.js'

await useBackend('wasm')
const table = await readTable('examples/data/tables/california_houses.tsv', { target: 'target' })
const mix = createMixer(mixup({ pairing: cmixup({ bandwidth: 'auto' }) }), { seed: 7 })
let batches = 0
for await (const { x, y } of mix.batches(table, { size: 64 })) {
  if (batches++ === 0) console.log(x.shape, y.shape)
  x.dispose()
  y.dispose()
}
console.log(`${batches} batches of ${table.size} rows`)
