import test from 'ava'
import { agrees, oracles } from './oracles.js'

for (const backend of ['cpu', 'wasm']) {
  for (const oracle of oracles) {
    const title = `${oracle.name} gives what its naive version gives on ${backend}`
    test.serial(title, agrees, oracle, backend, oracle.name === 'timm' ? 600 : 200)
  }
}
