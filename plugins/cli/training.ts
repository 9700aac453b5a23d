import { RemixtureError, useBackend } from '../../core/index.js'
import { trainOnWasm } from '../train-wasm/index.js'

/** What tfjs' wasm backend needs before it can train, by the names of its kernels. */
export interface Training {
  /** Why nothing can be done about it, if so. */
  readonly problem?: string
  readonly lacking: readonly string[]
  readonly wrong: readonly string[]
}

/** Tries the wasm backend, and lets `remixture/train-wasm` put right what it finds. */
export async function trainingOnWasm (): Promise<Training> {
  try {
    await useBackend('wasm')
    const { added, replaced } = await trainOnWasm()
    return { lacking: added, wrong: replaced }
  } catch (error) {
    if (!(error instanceof RemixtureError)) throw error
    return { problem: error.message, lacking: [], wrong: [] }
  }
}

/** Lines for a person. */
export function trainingLines ({ problem, lacking, wrong }: Training): string[] {
  if (problem !== undefined) return [`Training on wasm: ${problem}`]
  const faults = [
    ...lacking.length > 0 ? [`  lacking: ${lacking.join(', ')}`] : [],
    ...wrong.length > 0 ? [`  wrong: ${wrong.join(', ')}`] : []
  ]
  return faults.length === 0
    ? ['Training on wasm: tfjs has all kernels, and right']
    : ['Training on wasm: trainOnWasm() of remixture/train-wasm works, and brings what tfjs has',
      ...faults]
}
