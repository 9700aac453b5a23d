import { child, index, report } from '../tensor/support/child.js'
import { said } from '../cli/support.js'
import { onWebgpu } from './support/on-webgpu.js'

interface Report {
  readonly adapter: { readonly name: string, readonly software: boolean }
  readonly first: string
  readonly best: string
}

onWebgpu('starts in a process of its own, prints nothing, and lets it end', t => {
  const { report: got, stdout, stderr, status } = child(`
    const { useBackend, mixRows, capabilities } = await import('${index}')
    const first = await useBackend()
    const name = await useBackend('webgpu')
    const { adapter } = capabilities()
    const tf = await import('@tensorflow/tfjs-core')
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2])
    const y = mixRows([{ x, coefficient: 0.5 }, { x, rows: Int32Array.of(1, 0),
      coefficient: 0.5 }])
    const slope = tf.grad(v => tf.sum(mixRows([{ x: v, coefficient: 2 }])))(x)
    const again = await useBackend()
    await useBackend('cpu')
    const best = await useBackend()
    ${report(`{ first, name, again, best, adapter,
      values: [...await y.data(), ...await slope.data()] }`)}`)
  t.deepEqual([stdout, stderr, status], ['', '', 0])
  const { adapter, first, best, ...rest } = got as Report
  t.deepEqual(rest, { name: 'webgpu', again: 'webgpu', values: [2, 3, 2, 3, 2, 2, 2, 2] } as object)
  t.true(adapter.name.length > 0)
  t.log(`${adapter.name}, ${adapter.software ? 'in software' : 'hardware'}`)
  const chosen = adapter.software ? 'wasm' : 'webgpu'
  t.deepEqual([first, best], [chosen, chosen], 'only hardware is chosen by itself')
  return Promise.resolve()
})

onWebgpu('a process ends in the midst of its work', t => {
  const { report: got, stderr, status } = child(`
    const { useBackend, takeRows } = await import('${index}')
    await useBackend('webgpu')
    const tf = await import('@tensorflow/tfjs-core')
    for (let i = 0; i < 50; i++) takeRows(tf.ones([64, 300]), Int32Array.of(3, 4))
    ${report('1')}`)
  t.deepEqual([got, stderr, status], [1, '', 0])
  return Promise.resolve()
})

onWebgpu('doctor names the adapter, and says whether it is hardware', async t => {
  const { out } = await said('doctor', '--json')
  const found = JSON.parse(out)
  const { adapter, problem } = found.backends
    .find(({ name }: { readonly name: string }) => name === 'webgpu')
  t.is(problem, undefined)
  const how = adapter.software ? 'in software' : 'hardware'
  t.regex((await said('doctor')).out, new RegExp(`webgpu +works, on ${adapter.name}, ${how}`))
})
