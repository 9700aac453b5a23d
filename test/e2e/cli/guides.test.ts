import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import ts from 'typescript'
import { said } from '../../cli/support.js'
import { houses } from './houses.js'

const exec = promisify(execFile)
const root = fileURLToPath(new URL('../../../', import.meta.url))
const folders = ['docs/guides', 'docs/pages']

/** The programs of a page, which go on where the one before stopped. */
function programOf (markdown: string): string {
  const blocks = [...markdown.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code)
  return blocks.join('\n').replace(/'remixture(\/[\w-]+)?'/g, (_, entry?: string) =>
    `'../${entry === undefined ? 'core' : entries[entry]}/index.js'`)
}

const entries: Readonly<Record<string, string>> = {
  '/audio': 'domains/audio', '/embedding': 'domains/embedding', '/image': 'domains/image',
  '/io': 'plugins/io', '/pointcloud': 'domains/pointcloud', '/report': 'plugins/report',
  '/train-wasm': 'plugins/train-wasm', '/neighbours': 'plugins/neighbours',
  '/regression': 'domains/regression', '/statistics': 'core/math/statistics'
}

async function programs (): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    for (const file of (await readdir(folder)).filter(name => name.endsWith('.md'))) {
      const code = programOf(await readFile(path.join(folder, file), 'utf8'))
      if (code !== '') found.set(`${path.basename(folder)}-${path.parse(file).name}`, code)
    }
  }
  return found
}

/** Compiles programs beside the package, and says what the compiler finds wrong. */
async function compile (place: string, found: ReadonlyMap<string, string>): Promise<string[]> {
  const files = [...found.keys()].map(name => path.join(place, `${name}.ts`))
  for (const [name, code] of found) await writeFile(path.join(place, `${name}.ts`), code)
  const program = ts.createProgram(files, {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    skipLibCheck: true
  })
  program.emit()
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) =>
    `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

test('the programs of the guides and the mixer pages compile and run', async t => {
  const found = await programs()
  t.true(found.size > 8)
  const place = await mkdtemp(path.join(root, 'snippets-'))
  t.teardown(async () => { await rm(place, { recursive: true }) })
  t.deepEqual(await compile(place, found), [])
  await writeFile(path.join(place, 'houses.csv'), houses)
  for (const name of found.keys()) {
    const cwd = name === 'guides-tables' ? place : undefined
    const ran = exec('node', [path.join(place, `${name}.js`)], { cwd })
    await t.notThrowsAsync(ran, name)
  }
})

test('the programs that try prints compile and run, with classes and without', async t => {
  const place = await mkdtemp(path.join(root, 'snippets-'))
  t.teardown(async () => { await rm(place, { recursive: true }) })
  const classed = path.join(place, 'photos')
  for (const [name, file] of [['pets', 'chelsea.png'], ['walls', 'brick.png']]) {
    await mkdir(path.join(classed, name), { recursive: true })
    await cp(path.join('examples/data/images', file), path.join(classed, name, file))
  }
  const found = new Map<string, string>()
  for (const [name, source] of [['flat', 'examples/data/images'], ['classed', classed]]) {
    const { code, out } = await said('try', source, '--out', path.join(place, name), '--json')
    t.is(code, 0)
    const { program } = JSON.parse(out) as { program: string }
    found.set(name, programOf(`\`\`\`ts\n${program}\n\`\`\`\n`))
  }
  t.deepEqual(await compile(place, found), [])
  const printed = async (name: string): Promise<string> =>
    (await exec('node', [path.join(place, `${name}.js`)])).stdout
  t.regex(await printed('flat'), /^\[ 8, 160, 160, 3 \]/)
  t.regex(await printed('classed'), /^\[ 2, 160, 160, 3 \]/)
})

test('a program of a page that does not compile, or fails, is found', async t => {
  const place = await mkdtemp(path.join(root, 'snippets-'))
  t.teardown(async () => { await rm(place, { recursive: true }) })
  const code = programOf("```ts\nimport { createMixer } from 'remixture'\n```\n" +
    'Then:\n\n```ts\ncreateMixer(7)\n```\n')
  t.is(code, "import { createMixer } from '../core/index.js'\n\ncreateMixer(7)\n")
  const problems = await compile(place, new Map([['wrong', code]]))
  t.is(problems.length, 1)
  t.regex(problems[0], /^wrong\.ts: .*Argument of type 'number' is not assignable/)
  const run = exec('node', [path.join(place, 'wrong.js')])
  await t.throwsAsync(run, { message: /must be a configured/ })
})
