import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import test from 'ava'

// Short tests of a room share a process, for each one loads all of core anew: `x.cases.ts` are
// imported by the one `*.test.ts` of their folder.
test('every file of cases is run by the test of its room', async t => {
  const files = await readdir('test', { recursive: true })
  const cases = files.filter(file => file.endsWith('.cases.ts'))
  t.true(cases.length > 0)
  for (const file of cases) {
    const room = path.dirname(file)
    const entry = await readFile(path.join('test', room, `${path.basename(room)}.test.ts`), 'utf8')
    t.true(entry.includes(`import './${path.basename(file, '.ts')}.js'\n`), file)
  }
})
