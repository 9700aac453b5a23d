import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { columns } from '../lines.js'
import { readHeads } from '../../report/index.js'

/** Every mixer that can be named, with what it does. */
export async function listMixers (
  session: Session, { domain }: { readonly domain?: string }
): Outcome {
  if (domain !== undefined) session.registry.domain(domain)
  const heads = await readHeads(session.plugins)
  const mixers = session.registry.list('mixer', { domain }).map(({ name, plugin, part }) => {
    const { domain, paper, name: short } = part.description
    const [summary = ''] = heads.get(name) ?? heads.get(short) ?? []
    return { name, plugin, domain, paper, summary }
  })
  tell(session, { mixers }, columns(mixers.map(({ name, paper, summary }) =>
    [name, paper, summary])))
}
