import test from 'ava'
import { backends } from '../backends.js'
import { agrees as cloudsAgree } from '../oracles/clouds/oracle.js'
import { pairs } from '../oracles/clouds/pairs.js'
import { unions } from '../oracles/clouds/unions.js'
import { agrees, oracles } from '../oracles/oracles.js'

for (const backend of backends) {
  for (const oracle of oracles) {
    const title = `${oracle.name} gives what its naive version gives, at length, on ${backend}`
    test.serial(title, agrees, oracle, backend, 4000)
  }
}

for (const oracle of [...unions, ...pairs]) {
  const title = `${oracle.name} gives what its naive version gives of clouds, at length`
  test.serial(title, cloudsAgree, oracle, 1500)
}
