import type { Command, Option } from 'commander'
import { fail } from '../../core/errors.js'

/** What a shell may offer at one place: words, or files where there are none. */
interface Offer { readonly after: string, readonly words: readonly string[] }

export const shells = ['bash', 'zsh', 'fish'] as const

/**
 * A completion script for a shell: commands, their options, and the names of mixers.
 *
 * @throws OPTION for another shell
 */
export function completionScript (
  program: Command, shell: string, mixers: readonly string[]
): string {
  if (shell === 'fish') return fish(program, mixers)
  if (shell === 'bash') return bash(program, mixers)
  if (shell === 'zsh') {
    return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${
      bash(program, mixers)}`
  }
  throw fail('OPTION', 'remixture completion', 'shell', `must be ${shells.join(', ')}`, shell)
}

function bash (program: Command, mixers: readonly string[]): string {
  const name = program.name()
  const cases = offers(program, mixers)
    .map(({ after, words }) => `    ${after}) words='${words.join(' ')}' ;;`)
  const commands = program.commands.map(command =>
    `    ${command.name()}) words='${flags(program, command).join(' ')}' ;;`)
  const all = program.commands.map(command => command.name())
  return `_${name} () {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${all.join('|')}) command="$word"; break ;; esac
  done
  case "$command" in
    '') words='${[...all, ...flags(program)].join(' ')}' ;;
${commands.join('\n')}
  esac
  case "$previous" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name} ${name}
`
}

function fish (program: Command, mixers: readonly string[]): string {
  const name = program.name()
  const commands = program.commands.map(command =>
    `complete -c ${name} -n __fish_use_subcommand -a ${command.name()} ` +
      `-d ${quoted(command.description())}`)
  const options = program.commands.flatMap(command =>
    [...program.options, ...command.options].map(option =>
      `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name()}' ` +
        `-l ${longName(option)} -d ${quoted(option.description)}${values(option, mixers)}`))
  const describe = `complete -c ${name} -n '__fish_seen_subcommand_from describe' ` +
    `-a '${mixers.join(' ')}'`
  return [...commands, ...options, describe, ''].join('\n')
}

function values (option: Option, mixers: readonly string[]): string {
  const words = longName(option) === 'mixer' ? mixers : option.argChoices ?? []
  if (words.length > 0) return ` -x -a '${words.join(' ')}'`
  return option.required ? ' -r' : ''
}

/** What follows an option with a closed list of values, and what follows \`describe\`. */
function offers (program: Command, mixers: readonly string[]): Offer[] {
  const all = [program, ...program.commands].flatMap(command => command.options)
  const known = new Map(all.filter(({ argChoices }) => argChoices !== undefined)
    .map(option => [`--${longName(option)}`, option.argChoices ?? []]))
  return [
    { after: '--mixer|describe', words: mixers },
    { after: 'completion', words: shells },
    ...[...known].map(([after, words]) => ({ after, words }))
  ]
}

function flags (...commands: readonly Command[]): string[] {
  const own = commands.flatMap(command => command.options).map(option => `--${longName(option)}`)
  return [...own, '--help']
}

function longName (option: Option): string {
  return (option.long ?? '').replace(/^--/, '')
}

function quoted (text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
