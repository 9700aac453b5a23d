/** The program of a thread: no tfjs in here, nor in anything that this imports. */
import type { MessagePort } from 'node:worker_threads'
import { parentPort } from 'node:worker_threads'
import { gate } from '../images/gate.js'
import type { Gate } from '../images/gate.js'
import { loadSharp } from '../images/sharp.js'
import type { Answer, Message } from './messages.js'
import { writeError } from './messages.js'
import { tasks } from './tasks.js'
import type { TaskName } from './tasks.js'
import type { Done, Tools } from './tools.js'

type Run = (tools: Tools, request: unknown) => Promise<Done<unknown>>

const port = parentPort as MessagePort
const stops = new Map<number, AbortController>()
const sharp = loadSharp('imageFolder')
// Told by whoever asks for something: until then nobody waits for it
sharp.catch(() => undefined)
let few: Gate = gate(1)

port.on('message', (message: Message) => {
  if ('width' in message) few = gate(message.width)
  else if ('stop' in message) stops.get(message.stop)?.abort()
  else if ('end' in message) port.close()
  else void work(message)
})

async function work (
  { id, task, request }: Extract<Message, { task: string }>
): Promise<void> {
  const controller = new AbortController()
  stops.set(id, controller)
  try {
    const tools = { sharp: await sharp, gate: few, signal: controller.signal }
    const run = tasks[task as TaskName] as Run
    const { result, travels } = await run(tools, request)
    const buffer = travels?.buffer
    answer({ id, result }, buffer instanceof ArrayBuffer ? [buffer] : [])
  } catch (error) {
    answer({ id, error: writeError(error) })
  } finally {
    stops.delete(id)
  }
}

function answer (message: Answer, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer)
}
