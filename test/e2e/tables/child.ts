/** Mixes a table: `node child.js FILE OUT FORMAT`. */
import { cmixup } from '../../../core/index.js'
import { mixup } from '../../../domains/regression/index.js'
import type { TableFormat } from '../../../plugins/io/index.js'
import { mixTable } from '../../../plugins/io/index.js'

const [file, out, format] = process.argv.slice(2)
await mixTable(file, mixup({ alpha: 2, pairing: cmixup({ bandwidth: 50 }) }), {
  target: 'price', group: 'owner', split: { test: 0.2 }, out, format: format as TableFormat,
  seed: 5, epochs: 2, batch: 4
})
