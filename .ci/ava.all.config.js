import { readFileSync } from 'node:fs'

const { ava } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** As in package.json, with the long tests (test/full, test/e2e) as well. */
export default { ...ava, files: ava.files.filter(pattern => !pattern.startsWith('!')) }
