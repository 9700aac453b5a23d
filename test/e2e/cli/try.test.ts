import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'

const main = fileURLToPath(new URL('../../../plugins/cli/main.js', import.meta.url))

/** Runs the command in a process of its own; `onError` sees what it says on standard error. */
async function command (
  args: readonly string[], onError: (text: string, stop: () => void) => void = () => undefined
): Promise<{ code: number, out: string }> {
  const child = spawn(process.execPath, [main, ...args])
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    onError(text, () => { child.kill('SIGINT') })
  })
  const [code] = await once(child, 'close') as [number]
  return { code, out }
}

async function place (name: string): Promise<string> {
  return path.join(await mkdtemp(path.join(tmpdir(), 'remixture-e2e-')), name)
}

test.serial('try shows twelve mixes of the bundled photos within 20 seconds', async t => {
  const out = await place('tried')
  const started = performance.now()
  t.is((await command(['try', 'examples/data/images', '--out', out])).code, 0)
  t.true(performance.now() - started < 20_000)
  const page = await readFile(path.join(out, 'index.html'), 'utf8')
  t.is(page.match(/<img src="data:image\/png;base64,/g)?.length, 12)
})

test.serial('Ctrl-C stops a mix with code 130, and the same command goes on', async t => {
  const out = await place('mixed')
  const args = ['mix', 'examples/data/images', '--size', '64x64', '--fit', 'cover', '--count',
    '400', '--out', out]
  let stopped = false
  const { code } = await command(args, (text, stop) => {
    if (stopped || !/"done":[1-9]/.test(text)) return
    stopped = true
    stop()
  })
  t.true(stopped)
  t.is(code, 130)
  const before = (await readdir(path.join(out, 'images'))).length
  t.true(before > 0 && before < 400)
  const again = await command([...args, '--json'])
  t.is(again.code, 0)
  const { count, made } = JSON.parse(again.out) as { count: number, made: number }
  t.is(count, 400)
  t.true(made > 0 && made < 400)
})
