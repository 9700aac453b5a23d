/** docs/performance.md, from the figures of a run. */
import type { Column, Line, Outcome, Part, Verdict } from './figures.js'
import { bar, belowBound, outcomeOf, peerAtBound } from './figures.js'
import type { Performance } from './record.js'

const who: Readonly<Record<string, string>> = {
  remixture: 'this library on wasm, one thread',
  'remixture, cold': 'the same right after everybody else: the first of its two runs in a row',
  C: 'the least that the work takes, in C with `-O3 -march=native`, into memory that is there ' +
    'already. GB/s count what must be read and written',
  'C scalar loop': 'the same file with `-O2 -fno-tree-vectorize`: four looks a cell',
  'tfjs, composed with care': 'tfjs\' own operations on wasm, without those that are slow there',
  'tfjs, as usual': 'tfjs\' own operations as one writes them first (`gather`, `where`)',
  'plain JS': 'loops over typed arrays, into a new array; in a process of its own, so that ' +
    'nobody else waits while its arrays are swept up',
  numpy: 'as one writes it',
  torch: 'eager, as one writes it, with the allocator as it is',
  'torch, best': 'eager, the fastest one-liner known (`lerp`, `index_select`), with an allocator ' +
    'that reuses its pages (`MALLOC_MMAP_THRESHOLD_`, `MALLOC_TRIM_THRESHOLD_`, `MALLOC_TOP_PAD_`)',
  'torch.compile': 'what torch was given, compiled, with that allocator'
}

const number = (value: number): string => value.toFixed(value < 1 ? 3 : value < 100 ? 1 : 0)
const spread = ({ quarters: [lower, upper] }: Pick<Column, 'quarters'>): string =>
  `${lower.toFixed(2)} – ${upper.toFixed(2)}`
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

export function pageOf ({ date, commit, machine, versions, parts }: Performance): string {
  const lines = Object.values(parts).flatMap(part => part.lines)
  const all = lines.flatMap(line => line.verdicts.map(verdict => outcomeOf(line, verdict)))
  const count = (outcome: Outcome): number => all.filter(each => each === outcome).length
  return [
    '# Performance',
    'Written by `npm run bench -- --page` from [performance.json](performance.json), which ' +
    '`npm run bench` measures. Milliseconds are medians; in brackets is the middle half.',
    Object.entries({ date, commit, ...machine, ...versions })
      .map(([name, value]) => `${name} ${value}`).join(', ') + '.',
    `**${count('met')} of ${all.length} targets are met.** For ${count('gated')} more the bound ` +
    'in C is the gate, since a compiled library is at it. Work is done by turns in one run, one ' +
    'thread, with an output made anew by everyone but C; quotients are taken round by round. ' +
    'Who takes less than 100 ms works twice running, and the second time counts. Who takes over ' +
    '400 ms takes part in a third of the rounds.',
    ...Object.entries(parts).map(([title, part]) => section(title, part)),
    '## Who is who',
    Object.entries(who).map(([name, what]) => `- **${name}**: ${what}.`).join('\n')
  ].join('\n\n') + '\n'
}

function section (title: string, { lines }: Part): string {
  const sizes = [...new Set(lines.map(({ size }) => size))]
  return [`## ${title}`, targets(lines), ...sizes.flatMap(size => {
    const here = lines.filter(line => line.size === size)
    return [`### ${size}`, figures(here)]
  })].join('\n\n')
}

function targets (lines: readonly Line[]): string {
  const rows = lines.flatMap(line => line.verdicts.map(verdict => [
    `${line.name}, ${line.size}`, verdict.against, bar(verdict), verdict.ratio.median.toFixed(2),
    spread(verdict.ratio), said(line, verdict)
  ]))
  return table(['work', 'against', 'target', 'measured', 'middle half', 'verdict'], rows)
}

function said (line: Line, verdict: Verdict): string {
  const { aim, ratio } = verdict
  switch (outcomeOf(line, verdict)) {
    case 'met': return aim === undefined ? 'met' : `met, aim ${ratio.median <= aim ? 'too' : 'not'}`
    case 'gated': {
      const peer = peerAtBound(line)
      return `the bound is the gate: ${peer?.who} is at ${peer?.ratio.toFixed(2)} of it`
    }
    case 'missed':
      return `**missed**${belowBound(line, verdict) ? '; it asks for less than the bound' : ''}`
  }
}

function figures (lines: readonly Line[]): string {
  const isBound = ({ who }: Column): boolean => who.startsWith('C ')
  const others = [...new Set(lines.flatMap(({ columns }) =>
    columns.filter(column => !isBound(column)).map(({ who }) => who)))]
  const bounded = lines.some(({ columns }) => columns.some(isBound))
  const head = ['work', others[0], ...bounded ? ['in C'] : [], ...others.slice(1)]
  return table(head, lines.map(({ name, columns }) => {
    const cell = (who: string): string => {
      const column = columns.find(column => column.who === who)
      return column === undefined ? '' : told(column)
    }
    const inC = columns.filter(isBound).map(column => `${column.who.slice(2)} ${told(column)}`)
    return [name, cell(others[0]), ...bounded ? [inC.join('; ')] : [], ...others.slice(1).map(cell)]
  }))
}

function told (column: Column): string {
  const { median, rounds, bytes } = column
  const [lower, upper] = column.quarters
  const rate = bytes === undefined ? '' : `, ${(bytes / median / 1e6).toFixed(1)} GB/s`
  return `${number(median)} (${number(lower)} – ${number(upper)})${
    rounds < 30 ? `, ${rounds} rounds` : ''}${rate}`
}
