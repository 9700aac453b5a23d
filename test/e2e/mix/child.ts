/** Mixes a folder: `node child.js IN OUT BATCH`. */
import { cutmix, mixup } from '../../../domains/image/index.js'
import { oneOf } from '../../../core/index.js'
import { mixFolder } from '../../../plugins/io/index.js'

const [source, out, batch] = process.argv.slice(2)
await mixFolder(source, oneOf([[mixup(), 0.5], [cutmix(), 0.5]]), {
  out, seed: 11, batch: Number(batch), epochs: 3
})
