import test from 'ava'
import { beside } from './support/fake-packages.js'

const rebuild = (name: string): string =>
  `BACKEND backend "${name}" could not be loaded (tfjs_binding.node can not be found.); if its ` +
  `binary is missing, "npm rebuild @tensorflow/${name}" fetches it`

test('tfjs-node-gpu comes before tfjs-node and before a GPU of webgpu', t => {
  const { report, printed } = beside(t, { 'tfjs-node-gpu': 'works', 'tfjs-node': 'works' }, `
    const found = { requestAdapter: () => Promise.resolve({ info: { vendor: 'acme' } }) }
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: found }, configurable: true })
    report([await useBackend(), gpu(), await refused('tfjs-node'), gpu(), await mixed(),
      await useBackend('tensorflow'), await useBackend('wasm'), await useBackend(), gpu()])`)
  t.deepEqual(report, ['tensorflow', true,
    'BACKEND backend "tfjs-node" could not be loaded (the other package of the backend ' +
      '"tensorflow" is loaded); start it in another process',
    true, [6], 'tensorflow', 'wasm', 'wasm', null])
  t.is(printed, '')
})

test('a package without its binary is passed over, and leaves nothing behind', t => {
  const { report, printed } = beside(t, {
    'tfjs-node-gpu': 'has no binary', 'tfjs-node': 'works'
  }, `
    report([await useBackend(), gpu(), await mixed(), await refused('tfjs-node-gpu'), gpu(),
      await useBackend('tensorflow'), await useBackend('tfjs-node'), await mixed()])`)
  t.is(printed, '')
  t.like(report, ['tensorflow', false, [6]])
  t.like((report as unknown[]).slice(4), [false, 'tensorflow', 'tensorflow', [6]])
})

test('where no package has its binary wasm runs, and one that is named says what to do', t => {
  const { report, printed } = beside(t, {
    'tfjs-node-gpu': 'has no binary', 'tfjs-node': 'has no binary'
  }, `
    const named = await refused('tfjs-node-gpu')
    const others = tf.getKernelsForBackend('tensorflow')
      .filter(({ kernelName }) => !kernelName.startsWith('Remixture'))
    const before = [tf.getBackend() ?? null, others.length,
      tf.engine().findBackendFactory('tensorflow')]
    report([named, ...before, await useBackend(), await refused('tfjs-node'), tf.getBackend(),
      await mixed()])`)
  t.deepEqual(report, [
    rebuild('tfjs-node-gpu'), null, 0, null, 'wasm', rebuild('tfjs-node'), 'wasm', [6]
  ])
  t.is(printed, '')
})

test('a package that registers but does not start makes room for the next', t => {
  const { report, printed } = beside(t, {
    'tfjs-node-gpu': 'does not start', 'tfjs-node': 'needs old util'
  }, `
    const { createRequire } = await import('node:module')
    const util = createRequire(import.meta.url)('util')
    delete util.isNullOrUndefined
    delete util.isArray
    const warnings = []
    console.warn = line => { warnings.push(line) }
    const found = [await useBackend(), gpu(), await mixed()]
    report([...found, warnings.filter(line => /already/.test(line))])`)
  t.deepEqual(report, ['tensorflow', false, [6], []])
  t.is(printed, '')
})

test('a backend that fails first leaves none in effect, and operations find one that works', t => {
  const { report } = beside(t, { 'tfjs-node': 'does not start' }, `
    console.warn = () => {}
    await import('@tensorflow/tfjs-backend-cpu')
    tf.registerBackend('broken', () => { throw new Error('no device') }, 0)
    const named = [await refused('tfjs-node'), await refused('broken')]
    const none = tf.getBackend()
    report([...named.map(text => text.slice(0, 40)), none, await mixed(), tf.getBackend(),
      (await refused('broken')).slice(0, 24), await mixed()])`)
  t.deepEqual(report, [
    'BACKEND backend "tfjs-node" could not be', 'BACKEND backend "broken" did not start; ', null,
    [6], 'cpu', 'BACKEND backend "broken"', [6]
  ])
})

test('what the user set stays: tfjs-node is not exchanged for tfjs-node-gpu', t => {
  const { report, printed } = beside(t, { 'tfjs-node-gpu': 'works', 'tfjs-node': 'works' }, `
    await import('@tensorflow/tfjs-node')
    report([await useBackend(), gpu(), await useBackend('tfjs-node'), await mixed()])`)
  t.deepEqual(report, ['tensorflow', false, 'tensorflow', [6]])
  t.is(printed, '')
})
