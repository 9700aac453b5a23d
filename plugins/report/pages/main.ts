/** `npm run docs:pages`, from the root of the repository: writes a page for every mixer. */
import { createRegistry } from '../../../core/index.js'
import { audioDomain } from '../../../domains/audio/index.js'
import { embeddingDomain } from '../../../domains/embedding/index.js'
import { imageDomain } from '../../../domains/image/index.js'
import { pointcloudDomain } from '../../../domains/pointcloud/index.js'
import { regressionDomain } from '../../../domains/regression/index.js'
import { mixerPages, writePages } from './write.js'

const photos = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg']
  .map(file => `examples/data/images/${file}`)
const registry = createRegistry(
  imageDomain, audioDomain, pointcloudDomain, regressionDomain, embeddingDomain)
const files = await mixerPages({ registry, photos })
await writePages(files, 'docs/pages')
console.log(`${files.size} files in docs/pages`)
