import { run } from '../../plugins/cli/run.js'

/** What a command said and ended with. */
export interface Said { readonly code: number, readonly out: string, readonly err: string }

/** Runs the command in this process. */
export async function said (...args: string[]): Promise<Said> {
  const texts = { out: '', err: '' }
  const code = await run(args, {
    out: text => { texts.out += text },
    err: text => { texts.err += text },
    interactive: false,
    signal: new AbortController().signal
  })
  return { code, ...texts }
}
