import * as tf from '@tensorflow/tfjs-core'
import { main } from '../golden/main.js'
import { onWebgpu } from './support/on-webgpu.js'

onWebgpu('every golden case passes', async t => {
  const lines: string[] = []
  t.true(await main(['--backend', 'webgpu'], line => { lines.push(line) }), lines.join('\n'))
  t.is(tf.getBackend(), 'webgpu')
  t.regex(lines[0], /on webgpu$/)
  t.regex(lines.at(-1) ?? '', /^[1-9]\d* passed, 0 failed$/)
})

onWebgpu('a moved number makes every golden case fail', async t => {
  const lines: string[] = []
  const caught = await main(['--control', '--backend', 'webgpu'], line => { lines.push(line) })
  t.true(caught, lines.join('\n'))
})
