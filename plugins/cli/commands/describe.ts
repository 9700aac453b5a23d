import type { MixerDescription, PairingFactory } from '../../../core/index.js'
import { headOf, jsonSchemaOf, optionRows, readHeads } from '../../report/index.js'
import { columns, wrapped } from '../lines.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

/** What a mixer does, where its law comes from, and its options; or what a pairing may be told. */
export async function describePart (session: Session, name: string): Outcome {
  const { registry } = session
  const has = (kind: 'mixer' | 'pairing'): boolean => registry.list(kind)
    .some(each => each.name === name || each.name.endsWith(`/${name}`))
  if (!has('mixer') && has('pairing')) describePairing(session, name)
  else await describeMixer(session, name)
}

/** The options of a pairing, and how it is named in those of a mixer. */
function describePairing (session: Session, name: string): void {
  const found = session.registry.get('pairing', name) as PairingFactory
  const { name: short, options, pools = [] } = found.definition
  const rows = optionRows(options)
  const use = `--options '{"pairing":{"name":"${short}"}}'`
  tell(session, { name: short, kind: 'pairing', options: rows, schema: jsonSchemaOf(options), pools,
    use }, [
    `${short}: a pairing, which says who is mixed with whom; any mixer takes it: ${use}`,
    ...optionLines(rows),
    ...pools.length > 0 ? ['', `It draws on: ${pools.join(', ')}.`] : []
  ])
}

function optionLines (rows: ReturnType<typeof optionRows>): string[] {
  return ['', rows.length === 0 ? 'It has no options of its own.' : 'Options:', ...columns(
    rows.map(row => [`  ${row.name}`, row.type, row.default ?? '(none)', row.description]))]
}

async function describeMixer (session: Session, name: string): Promise<void> {
  const { registry } = session
  const part = registry.get('mixer', name)
  const listed = registry.list('mixer').find(each => each.part === part)
  const description = part.description as MixerDescription
  const heads = await readHeads(session.plugins)
  const { domain, paper, pairing, pools = [], signals = [] } = description
  const rows = optionRows(description.options)
  const partners = pairing === 'own' ? pairing : pairing?.name ?? 'permutation'
  const qualified = listed?.name ?? name
  const head = headOf(heads, qualified)
  tell(session, {
    name: qualified, domain, paper, about: head, options: rows,
    schema: jsonSchemaOf(description.options), pairing: partners, pools, signals
  }, [
    `${qualified} (${paper})`,
    ...head.flatMap(text => ['', ...wrapped(text)]),
    ...optionLines(rows),
    '',
    partners === 'own'
      ? 'Partners: it chooses them itself, or mixes none; it has no option "pairing".'
      : `Partners: ${partners} by default; the option "pairing" takes the name of another one.`,
    ...pools.length > 0 ? [`It draws on: ${pools.join(', ')}.`] : [],
    ...signals.length > 0 ? [`It needs the signals: ${signals.join(', ')}.`] : []
  ])
}
