/** Mixes a folder of scans: `node child.js FOLDER OUT`. */
import { lasermix, polarmix } from '../../../domains/pointcloud/index.js'
import { oneOf } from '../../../core/index.js'
import { mixClouds } from '../../../plugins/io/index.js'

const [source, out] = process.argv.slice(2)
await mixClouds(source, oneOf([[polarmix(), 0.5], [lasermix(), 0.5]]), { out, seed: 9, batch: 3 })
