import { readFileSync } from 'node:fs'
import { offerDriver } from './webgpu/driver.js'

const { ava } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

offerDriver()

/** What test/full tries at length, so that its short form needs no second run. */
const short = ['universal/universal', 'oracles/mixers'].map(name => `!**/test/${name}.test.js`)

/** As in package.json, with the long tests (test/full, test/e2e, test/webgpu) as well. */
export default {
  ...ava,
  timeout: '15m',
  files: [...ava.files.filter(pattern => !pattern.startsWith('!')), ...short]
}
