import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import { fail } from '../../core/errors.js'
import { defaultRegistry } from '../../core/index.js'
import type { MixerFactory } from '../../core/index.js'
import '../../domains/audio/index.js'
import '../../domains/embedding/index.js'
import '../../domains/image/index.js'
import { errorText, exit, exitOf } from '../../plugins/cli/exit.js'
import { copies, fits } from '../../plugins/cli/packages.js'
import { trainingLines } from '../../plugins/cli/training.js'
import { said } from './support.js'

const exec = promisify(execFile)
const core = new URL('../../core/index.js', import.meta.url).href

/** A module of a user, in a folder of its own. */
async function userModule (name: string, text: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'remixture-cli-')), name)
  await writeFile(file, text)
  return file
}

const halves = `
import * as z from ${JSON.stringify(import.meta.resolve('zod'))}
import { defineMixer, own, over } from ${JSON.stringify(core)}

/** Halves: one half of every image is its partner's. */
export const halves = defineMixer({
  name: 'halves', domain: 'image', paper: 'none',
  options: z.object({ side: z.enum(['left', 'right']).default('left').describe('which half') }),
  plan ({ shape: [, width], pair }, { side }) {
    const half = Math.floor(width / 2)
    const [start, end] = side === 'left' ? [0, half] : [half, width]
    return [own(), over(pair(), { WEIGHT where: { kind: 'boxes', axes: ['width'],
      start: Int32Array.of(start), end: Int32Array.of(end) } })]
  }
})
`

test('list names every mixer of the registry', async t => {
  const { code, out } = await said('list', '--json')
  t.is(code, exit.done)
  const { mixers } = JSON.parse(out) as { mixers: Array<{ name: string, summary: string }> }
  t.deepEqual(mixers.map(({ name }) => name), defaultRegistry.list('mixer').map(({ name }) => name))
  t.true(mixers.every(({ summary }) => summary.length > 20))
  const lines = (await said('list')).out.trimEnd().split('\n')
  t.is(lines.length, mixers.length)
  t.is((await said('list', '--domain', 'imago')).code, exit.usage)
})

test('describe tells the law and every option', async t => {
  const { code, out } = await said('describe', 'cutmix')
  t.is(code, exit.done)
  t.regex(out, /arXiv:1905\.04899/)
  t.regex(out, /alpha +number > 0 +1 +λ ~ Beta/)
  const json = JSON.parse((await said('describe', 'image/cutmix', '--json')).out)
  t.deepEqual(json.options.map(({ name }: { name: string }) => name), ['alpha', 'per'])
  t.is(json.schema.properties.alpha.exclusiveMinimum, 0)
  t.is(json.pairing, 'permutation')
  const partners = await said('describe', 'cmixup')
  t.is(partners.code, exit.done)
  t.regex(partners.out, /^cmixup: a pairing.*\n\nOptions:\n {2}bandwidth /)
  t.regex(partners.out, /--options '\{"pairing":\{"name":"cmixup"\}\}'/)
})

test('what is wrong with a command line ends with code 2 and one sentence', async t => {
  const unknown = await said('describe', 'cutmx')
  t.is(unknown.code, exit.usage)
  t.regex(unknown.err, /^remixture: no mixer named "cutmx"\. Did you mean "cutmix"\? Known: .*\n$/)
  const wrong = [['describe'], ['frobnicate'], ['list', '--nonsense'], ['completion', 'csh']]
  for (const args of wrong) {
    const { code, err } = await said(...args)
    t.is(code, exit.usage, args.join(' '))
    t.regex(err, /^error: /)
  }
  const json = await said('describe', 'cutmx', '--json')
  t.like(JSON.parse(json.err), { error: 'UNKNOWN_NAME', exit: exit.usage })
  for (const [args, text] of [
    [['list', '--colour'], /unknown option '--colour'/], [['frob'], /unknown command 'frob'/],
    [['mix', 'a'], /'--out <folder>' not specified/], [[], /needs a command/]
  ] as const) {
    const { code, out, err } = await said(...args, '--json')
    t.deepEqual([code, out], [exit.usage, ''])
    const { error, text: sentence } = JSON.parse(err) as { error: string, text: string }
    t.is(error, 'OPTION')
    t.regex(sentence, text)
  }
})

test('help and version are no errors, and help tells the exit codes', async t => {
  const help = await said('--help')
  t.is(help.code, exit.done)
  t.regex(help.out, /Exit codes:\n {2}0 /)
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  t.deepEqual(await said('--version'), { code: exit.done, out: `${version}\n`, err: '' })
})

test('every kind of error has its exit code', t => {
  t.is(exitOf(fail('OPTION', 'a', 'b', 'c', 1)), exit.usage)
  t.is(exitOf(fail('INPUT', 'a', 'b', 'c', 1)), exit.input)
  t.is(exitOf(fail('MISSING_PEER', 'a', 'sharp')), exit.missing)
  t.is(exitOf(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' })), exit.input)
  t.is(exitOf(new DOMException('stop', 'AbortError')), exit.stopped)
  t.is(exitOf(new TypeError('x')), exit.fault)
  t.is(errorText(fail('MISSING_PEER', 'a', 'sharp')),
    'a needs "sharp"; install it by "npm install sharp"')
  const lost = Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open', path: 'a.wav' })
  t.is(errorText(lost), 'a.wav: there is no such file or folder')
  t.is(errorText({ ...lost, code: 'EIO', message: 'EIO: i/o error' }), 'EIO: i/o error')
  t.regex(errorText(new TypeError('x')), /TypeError: x\n +at /)
})

test('a plugin is loaded everywhere, with a note that it is code', async t => {
  const file = await userModule('halves.mjs', halves.replace('WEIGHT', ''))
  const { code, out, err } = await said('--plugin', file, 'describe', 'halves/halves')
  t.is(code, exit.done)
  t.is(err, `note: --plugin runs the code of ${file}\n`)
  t.regex(out, /^halves\/halves \(none\)\n\nHalves: one half/)
  t.regex((await said('list', '--plugin', file)).out, /halves\/halves/)
})

test('a plugin that is none, or is not there, ends with code 3', async t => {
  const empty = await userModule('empty.mjs', 'export const a = 1\n')
  const broken = await userModule('broken.mjs', 'export const = 1\n')
  for (const file of [empty, broken, 'is-not-there.mjs']) {
    const { code, err } = await said('--plugin', file, 'list')
    t.is(code, exit.input, file)
    t.regex(err, file === 'is-not-there.mjs'
      ? /is-not-there\.mjs: there is no such file/ : /must (be|export) a/)
  }
  t.regex((await said('--plugin', tmpdir(), 'list')).err, /can be loaded, got "a folder"/)
})

test.serial('check finds nothing wrong with a mixer that is right', async t => {
  const file = await userModule('halves.mjs', halves.replace('WEIGHT', ''))
  const { code, out, err } = await said('check', file, '--property', 'target-shares', '--json')
  const { findings, problems } = JSON.parse(out)
  t.deepEqual([code, problems], [exit.done, 0], err)
  t.deepEqual(findings.map(({ backend, options }: { backend: string, options: object }) =>
    [backend, options]), [
    ['cpu', {}], ['cpu', { side: 'right' }], ['wasm', {}], ['wasm', { side: 'right' }]
  ])
  t.regex(err, /note: check runs the code of/)
  t.regex(err, /"event":"progress".*"done":4/)
})

test.serial('check finds labels that do not follow, unless their author says why', async t => {
  const wrong = halves.replace('WEIGHT', 'weight: 0,').replace('own()', 'own({ weight: 1 })')
  const file = await userModule('halves.mjs', wrong)
  const { code, out } = await said('check', file, '--property', 'target-shares')
  t.is(code, exit.found)
  t.regex(out, /target-shares +FAILS on cpu with \{\}: targets are 0\.\d+ from what is visible/)
  const exempt = (property: string): Promise<string> => userModule('halves.mjs',
    `${wrong}\nexport const check = { exempt: { ${JSON.stringify(property)}: 'on purpose' } }\n`)
  const excused = await said('check', await exempt('target-shares'), '--property', 'target-shares')
  t.is(excused.code, exit.done)
  t.regex(excused.out, /target-shares +exempt: on purpose/)
  const needless = await said('check', await exempt('json'), '--property', 'json')
  t.is(needless.code, exit.found)
  t.regex(needless.out, /json holds and needs no exemption/)
  t.is((await said('check', await exempt('jsn'))).code, exit.usage)
})

test.serial('doctor says what works, what is missing and how to install it', async t => {
  const { code, out } = await said('doctor', '--json')
  const found = JSON.parse(out)
  t.is(code, found.problems.length === 0 ? exit.done : exit.found)
  t.is(found.node, process.version)
  t.is(found.backends.find(({ name }: { name: string }) => name === 'cpu').problem, undefined)
  for (const { name, problem, remedy, wanted } of found.peers) {
    t.is(remedy, `install it by "npm install ${name}@${wanted}"`)
    if (name === '@tensorflow/tfjs-core') t.is(problem, undefined)
  }
  t.is(found.copies.length, 1)
  t.deepEqual(found.training.lacking, ['Conv2DBackpropFilter',
    'DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput'])
  t.true(found.training.wrong.includes('MaxPoolGrad'))
})

test('doctor says in a line whether wasm can train', t => {
  t.deepEqual(trainingLines({ lacking: [], wrong: [] }),
    ['Training on wasm: tfjs has all kernels, and right'])
  t.deepEqual(trainingLines({ problem: 'it does not start', lacking: [], wrong: [] }),
    ['Training on wasm: it does not start'])
  const lines = trainingLines({ lacking: ['A', 'B'], wrong: ['C'] })
  t.deepEqual(lines.slice(1), ['  lacking: A, B', '  wrong: C'])
})

test('a second copy of tfjs-core is found wherever it is nested', async t => {
  const folder = await mkdtemp(path.join(tmpdir(), 'remixture-copies-'))
  const nested = path.join(folder, 'node_modules/@scope/a/node_modules/@tensorflow/tfjs-core')
  await exec('mkdir', ['-p', nested])
  await writeFile(path.join(nested, 'package.json'), '{"name":"@tensorflow/tfjs-core"}')
  const found = await copies('@tensorflow/tfjs-core', folder)
  t.is(found.length, 2)
  t.true(found.some(each => each.endsWith('a/node_modules/@tensorflow/tfjs-core')))
})

test('versions are in the range of a peer, or not', t => {
  const cases = [
    ['4.22.0', '4.22.0', true], ['4.22.1', '4.22.0', false], ['0.35.5', '^0.35.0', true],
    ['0.36.0', '^0.35.0', false], ['0.34.9', '^0.35.0', false], ['2.3.4', '^2.1.0', true],
    ['3.0.0', '^2.1.0', false], ['2.0.9', '^2.1.0', false], ['0.6.2-rc.1', '^0.6.2', true]
  ] as const
  for (const [version, range, fit] of cases) t.is(fits(version, range), fit, `${version} ${range}`)
})

test('bash completes commands, options and mixers', async t => {
  const { out } = await said('completion', 'bash')
  const complete = async (...words: string[]): Promise<string[]> => {
    const script = `${out}\nCOMP_WORDS=(remixture "$@"); COMP_CWORD=$#; _remixture
      printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout } = await exec('bash', ['-c', script, 'bash', ...words])
    return stdout.split('\n').filter(word => word !== '')
  }
  t.deepEqual(await complete('desc'), ['describe'])
  t.deepEqual(await complete('describe', 'image/cut'), ['image/cutmix'])
  t.deepEqual(await complete('completion', ''), ['bash', 'zsh', 'fish'])
  t.deepEqual(await complete('list', '--do'), ['--domain'])
  t.deepEqual(await complete('doctor', '--do'), [])
  t.regex((await said('completion', 'zsh')).out, /bashcompinit[^]*complete -o default/)
  t.regex((await said('completion', 'fish')).out, /complete -c remixture -n __fish_use_subcommand/)
})

test('the demo is a page of its own and never overwrites untold', async t => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'remixture-demo-')), 'demo.html')
  t.is((await said('demo', '--out', file)).code, exit.done)
  const page = await readFile(file, 'utf8')
  // Those that need nothing besides the pictures
  const own = defaultRegistry.list('mixer', { domain: 'image' }).filter(({ part }) => {
    const { pools = [], signals = [], onTensors = false } = (part as MixerFactory).description
    return !onTensors && pools.length + signals.length === 0
  })
  t.is(page.match(/<h2>image\//g)?.length, own.length)
  t.is((await said('demo', '--out', file)).code, exit.usage)
  t.is((await said('demo', '--out', file, '--force')).code, exit.done)
})

test('beats are not written under a name that tells no format', async t => {
  const out = path.join(await mkdtemp(path.join(tmpdir(), 'remixture-beats-')), 'b.xyz')
  const { code, err } = await said('beats', 'examples/data/audio/s01_click_120.wav', '--out', out)
  t.is(code, exit.usage)
  t.regex(err, /"out" must end in \.csv, \.txt or \.jams, or give --format, got ".*b\.xyz"/)
})

test('a folder that is not there is told in words', async t => {
  const { code, err } = await said('preview', '/no/such/photos')
  t.is(code, exit.input)
  t.regex(err, /cannot be read \(there is no such file or folder\)/)
})

test('describe shows how a mixer regularises pairs of pixels, beside others', async t => {
  const { code, out } = await said('describe', 'image/mixup', '--analysis')
  t.is(code, exit.done)
  t.regex(out, /distance +image\/mixup +image\/hmix +image\/gmix +image\/cutmix/)
  const table = await said('describe', 'ada', '--analysis')
  t.regex(table.err, /"analysis" is of mixers of images, got "regression"/)
  const seeing = await said('describe', 'saliencymix', '--analysis')
  t.regex(seeing.err, /"analysis" must be of a mixer that plans without images; .* \["saliency"\]/)
  const late = await said(
    'describe', 'image/mixup', '--analysis', '--out', 'not-there/pairs.svg')
  t.is(late.code, exit.usage)
  t.regex(late.err, /"out" must be in a folder that is there: make "not-there" first/)
})

test('preview does not mix before it knows where its page can go', async t => {
  // The source does not exist either: it is not looked at
  const { code, err } = await said('preview', 'no-photos', '--mixer', 'cutmix', '--out',
    'not-there/page.html')
  t.is(code, exit.usage)
  t.regex(err, /"out" must be in a folder that is there: make "not-there" first/)
})
