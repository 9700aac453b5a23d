import test from 'ava'
import { backends } from '../backends.js'
import { agrees, oracles } from '../oracles/oracles.js'

for (const backend of backends) {
  for (const oracle of oracles) {
    const title = `${oracle.name} gives what its naive version gives, at length, on ${backend}`
    test.serial(title, agrees, oracle, backend, 4000)
  }
}
