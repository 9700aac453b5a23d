import { run } from '../../plugins/cli/run.js'

export interface Ended { readonly code: number, readonly out: string, readonly err: string }

/** Runs the command; how it ended, and what it wrote. */
export async function command (...args: string[]): Promise<Ended> {
  let [out, err] = ['', '']
  const code = await run(args, {
    out: text => { out += text },
    err: text => { err += text },
    interactive: false,
    signal: new AbortController().signal
  })
  return { code, out, err }
}
