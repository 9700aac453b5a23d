import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import ts from 'typescript'
import { writeNpy } from '../../../plugins/io/index.js'
import { houses } from './houses.js'

const exec = promisify(execFile)
const root = new URL('../../../', import.meta.url)
const main = fileURLToPath(new URL('plugins/cli/main.js', root))
const guides = 'docs/guides'

/** The command lines of a guide, in their order, without `npx remixture`. */
function commandsOf (markdown: string): string[] {
  return [...markdown.matchAll(/^ {4}npx remixture (.*)$/gm)].map(([, line]) => line)
}

/** A folder with what guides speak of: photos of two classes, embeddings, a guide's mixer. */
async function workplace (): Promise<string> {
  const place = await mkdtemp(path.join(tmpdir(), 'remixture-guide-'))
  const photos = [['pets', 'chelsea.png'], ['pets', 'coffee.png'], ['walls', 'brick.png'],
    ['walls', 'gravel.png'], ['walls', 'grass.png']]
  for (const [name, file] of photos) {
    await mkdir(path.join(place, 'photos', name), { recursive: true })
    await cp(path.join('examples/data/images', file), path.join(place, 'photos', name, file))
  }
  const guide = await readFile(path.join(guides, 'custom-mixers.md'), 'utf8')
  const code = [...guide.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block]) => block).join('\n')
    .replaceAll("'remixture'", `'${new URL('core/index.js', root).href}'`)
    .replaceAll("'remixture/image'", `'${new URL('domains/image/index.js', root).href}'`)
    .replaceAll("'zod'", `'${import.meta.resolve('zod')}'`)
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  })
  await writeFile(path.join(place, 'band-mix.js'), outputText)
  await writeFile(path.join(place, 'houses.csv'), houses)
  const rows = Float32Array.from({ length: 40 * 8 }, (_, k) => Math.sin(k * k))
  for (const name of ['rows', 'images', 'texts'])
    await writeNpy(path.join(place, `${name}.npy`), { data: rows, shape: [40, 8] })
  const labels = Int32Array.from({ length: 40 }, (_, row) => row % 4)
  await writeNpy(path.join(place, 'labels.npy'), { data: labels, shape: [40] })
  await cp('test/golden/data/formats/utm.pdrf3.las', path.join(place, 'scan.las'))
  for (const [name, file] of [['house', 's05_house_128'], ['swing', 's02_swing_100']]) {
    await mkdir(path.join(place, 'loops'), { recursive: true })
    await cp(`examples/data/audio/${file}.wav`, path.join(place, 'loops', `${name}.wav`))
  }
  await mkdir(path.join(place, 'scans'))
  for (const file of ['pcl_bun0.pcd', 'pcl_bunny.pcd'])
    await cp(`examples/data/pointclouds/${file}`, path.join(place, 'scans', file))
  await writeFile(path.join(place, 'package.json'), '{"type":"module"}')
  return place
}

const names = (await readdir(guides)).sort()
const pages = await Promise.all(names.map(async file =>
  [file, await readFile(path.join(guides, file), 'utf8')] as const))

for (const [file, markdown] of pages) {
  const commands = commandsOf(markdown)
  if (commands.length === 0) continue
  test.serial(`the commands of ${file} do what the guide says`, async t => {
    const place = await workplace()
    for (const line of commands) {
      const ran = exec('bash', ['-c', `${JSON.stringify(process.execPath)} ${main} ${line}`],
        { cwd: place })
      await t.notThrowsAsync(ran, line)
    }
  })
}

test.serial('a command of a guide that fails is found', async t => {
  t.deepEqual(commandsOf('    npx remixture list\nnpx remixture no\n\n    ls\n'), ['list'])
  const error = await t.throwsAsync(exec(process.execPath, [main, 'describe', 'cutmx']))
  t.is((error as { code?: unknown } | undefined)?.code, 2)
})
