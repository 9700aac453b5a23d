import type { MixerFactory } from '../../../core/index.js'
import type { CheckOptions, Finding } from '../../check/index.js'
import { checkMixer } from '../../check/index.js'
import { exit } from '../exit.js'
import { columns } from '../lines.js'
import { declaredIn, registryWith } from '../plugins.js'
import { progress } from '../progress.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import type { Terminal } from '../terminal.js'

/** Tries the mixers that a module exports against what every mixer must hold. */
export async function checkMixers (
  session: Session, file: string, { property }: { readonly property?: string }
): Outcome {
  session.terminal.err(`note: check runs the code of ${file}\n`)
  const registry = await registryWith([...session.plugins, file])
  const known = new Set(session.registry.list('mixer').map(({ name }) => name))
  const mixers = registry.list('mixer').filter(({ name }) => !known.has(name))
  const declared = await declaredIn<CheckOptions>(file, 'check')
  const only = property === undefined ? {} : { properties: [property] }
  const found: Finding[] = []
  for (const { name, part } of mixers) {
    found.push(...await tried(session.terminal, name,
      checkMixer(name, part as MixerFactory, registry, { ...declared, ...only })))
  }
  const problems = found.filter(({ problem, exempt }) =>
    problem !== undefined && exempt === undefined)
  const needless = needlessExemptions(found)
  tell(session, { findings: found, problems: problems.length, needless }, [
    ...mixers.flatMap(({ name }) => summary(name, found.filter(({ mixer }) => mixer === name))),
    ...needless.map(text => `Problem: ${text}`)
  ])
  return problems.length + needless.length === 0 ? exit.done : exit.found
}

async function tried (
  terminal: Terminal, name: string, findings: AsyncIterable<Finding>
): Promise<Finding[]> {
  const bar = progress(terminal, `check ${name}`)
  const list: Finding[] = []
  try {
    for await (const finding of findings) {
      terminal.signal.throwIfAborted()
      list.push(finding)
      bar.update(list.length, undefined, `${finding.property} on ${finding.backend}`)
    }
  } finally {
    bar.stop()
  }
  return list
}

function summary (name: string, found: readonly Finding[]): string[] {
  const names = [...new Set(found.map(({ property }) => property))]
  const rows = names.map(property => {
    const here = found.filter(each => each.property === property)
    const failed = here.find(({ problem }) => problem !== undefined)
    const exempt = here[0].exempt
    if (failed === undefined) return [`  ${property}`, 'holds']
    return exempt === undefined
      ? [`  ${property}`, `FAILS on ${failed.backend} with ` +
        `${JSON.stringify(failed.options)}: ${failed.problem}`]
      : [`  ${property}`, `exempt: ${exempt}`]
  })
  return [`${name}: ${found.length} checks`, ...columns(rows)]
}

/** An exemption is for a property that the mixer lacks. */
function needlessExemptions (found: readonly Finding[]): string[] {
  const exempt = found.filter(each => each.exempt !== undefined)
  const names = [...new Set(exempt.map(({ property }) => property))]
  return names
    .filter(name => exempt.every(each => each.property !== name || each.problem === undefined))
    .map(name => `${name} holds and needs no exemption`)
}
