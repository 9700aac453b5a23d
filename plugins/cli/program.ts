import { Command } from 'commander'
import { useBackend } from '../../core/index.js'
import type { ExitCode } from './exit.js'
import { exit, exitText } from './exit.js'
import { ownManifest } from './packages.js'
import { registryWith } from './plugins.js'
import type { Outcome, Session, SharedOptions } from './session.js'
import { addMixFlags } from './settings.js'
import type { TableFlags } from './table-settings.js'
import type { AnalysisFlags } from './commands/describe-analysis.js'
import type { DescribeFlags } from './commands/describe-data.js'
import type { ReportFlags } from './commands/report-embeddings.js'
import type { SoundFlags } from './sound-settings.js'
import { addSoundFlags } from './sound-settings.js'
import { addTableFlags } from './table-settings.js'
import { addCloudFlags } from './clouds/settings.js'
import { kindOf } from './kind.js'
import type { CloudFlags } from './clouds/settings.js'
import { addConvertFlags } from './clouds/convert-flags.js'
import type { ConvertFlags } from './clouds/convert.js'
import type { VoxelFlags } from './clouds/voxelize.js'
import type { Terminal } from './terminal.js'
import { shells } from './completion.js'

/** Flags of whatever is mixed. */
type AnyFlags = TableFlags & CloudFlags & SoundFlags & { readonly out: string }
const wavKinds = ['pcm16', 'pcm24', 'pcm32', 'float32']

/**
 * The command line: commands and their options. What a command does is loaded when it is asked for.
 *
 * @param ended - gets the exit code of the command that ran
 * @param json - what is wrong with the command line is told by whoever catches it, and not here
 */
export function programOf (
  terminal: Terminal, ended: (code: ExitCode) => void, json = false
): Command {
  const program = new Command('remixture')
  program
    .description('Mixed-sample augmentation: mixup, CutMix and what came after them.')
    .version(ownManifest().version)
    .option('--json', 'results as one JSON document; errors as JSON too')
    .option('--plugin <file>', 'loads mixers from a module; it is code and is run',
      (file: string, files: readonly string[] | undefined) => [...files ?? [], file])
    .option('--backend <name>', 'tfjs-node-gpu, tfjs-node, webgpu, wasm or cpu')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: json ? () => undefined : terminal.err })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Say "remixture --help" for what there is.')
    .addHelpText('after', `\n${exitText}`)

  const shared = (): SharedOptions => program.opts()
  /** An action that gets a session first. */
  const acting = (act: (session: Session, ...given: never[]) => Outcome) =>
    async (...given: unknown[]): Promise<void> => {
      const session = await sessionOf(terminal, shared())
      ended(await act(session, ...given as never[]) ?? exit.done)
    }

  program.command('list')
    .description('lists the mixers that can be named')
    .option('--domain <name>', 'only those that work in this domain')
    .action(acting(async (session, options: { domain?: string }) =>
      await (await import('./commands/list.js')).listMixers(session, options)))
  program.command('describe')
    .description('says what a mixer does, where its law comes from, and its options')
    .argument('<name>', 'of a mixer, image/cutmix or cutmix; or of a pairing: cmixup')
    .option('--data <file>', 'for cmixup: a table, whose bandwidth and partners are shown')
    .option('--target <column>', 'of the table: what is predicted')
    .option('--bandwidth <number>', 'another than the one that is suggested')
    .option('--no-header', 'no line of the table names its columns: they are 0, 1, 2 …')
    .option('--analysis', 'how it regularises pairs of pixels by their distance, beside others')
    .option('--out <file>', 'the chart of partners, or of the analysis, as SVG')
    .action(acting(async (session, name: string, flags: DescribeFlags & AnalysisFlags) =>
      flags.data === undefined
        ? flags.analysis === true
          ? await (await import('./commands/describe-analysis.js'))
            .describeAnalysis(session, name, flags)
          : await (await import('./commands/describe.js')).describePart(session, name)
        : await (await import('./commands/describe-data.js'))
          .describeData(session, name, { ...flags, data: flags.data })))
  program.command('check')
    .description('tries a mixer of your own against what every mixer must hold')
    .argument('<file>', 'a module that exports it; it is code and is run')
    .option('--property <name>', 'only this property')
    .action(acting(async (session, file: string, options: { property?: string }) =>
      await (await import('./commands/check.js')).checkMixers(session, file, options)))
  program.command('doctor')
    .description('says what is installed and works here, and what to do about the rest')
    .action(acting(async session =>
      await (await import('./commands/doctor.js')).doctor(session)))
  addSoundFlags(addCloudFlags(addTableFlags(addMixFlags(program.command('try')))))
    .description('looks at a folder or a file, says what it found, and shows twelve mixes')
    .argument('<path>', 'a folder of images, sounds or scans, or a table, arrays, an archive')
    .option('--out <folder>', 'where to', 'remixture-try')
    .option('--force', 'overwrites what another mix has left there')
    .action(acting(async (session, path: string, flags: AnyFlags) => {
      switch (await kindOf(path, flags)) {
        case 'sounds': {
          const { trySounds } = await import('./commands/preview-sounds.js')
          return await trySounds(session, path, flags)
        }
        case 'clouds':
          return await (await import('./clouds/preview.js')).tryClouds(session, path, flags)
        case 'table':
          return await (await import('./commands/try-table.js')).tryTable(session, path, flags)
        default:
          return await (await import('./commands/try.js')).tryPath(session, path, flags)
      }
    }))
  addSoundFlags(addCloudFlags(addMixFlags(program.command('preview'))))
    .addOption(program.createOption('--domain <name>', 'what is mixed (default: by what is there)')
      .choices(['image', 'audio', 'pointcloud']))
    .description('shows what a mixer makes of a folder of images, sounds or scans')
    .argument('<path>', 'the folder')
    .option('--count <number>', 'how many mixes (default: 12)')
    .option('--out <file>', 'an HTML page, or a contact sheet as PNG', 'remixture-preview.html')
    .option('--force', 'overwrites it')
    .action(acting(async (session, path: string, flags: AnyFlags) => {
      switch (await kindOf(path, flags)) {
        case 'sounds': {
          const { previewSounds } = await import('./commands/preview-sounds.js')
          return await previewSounds(session, path, flags)
        }
        case 'clouds':
          return await (await import('./clouds/preview.js')).previewClouds(session, path, flags)
        default:
          return await (await import('./commands/preview.js')).preview(session, path, flags)
      }
    }))
  addSoundFlags(addCloudFlags(addTableFlags(addMixFlags(program.command('mix')))))
    .description('writes mixed images, sounds or scans of a folder, or mixed rows of a table')
    .argument('<path>', 'a folder of images, sounds or scans, or a table')
    .requiredOption('--out <folder>', 'where to; goes on with the same mix that was stopped')
    .option('--count <number>', 'how many images, sounds or rows are written')
    .option('--epochs <number>', 'or how often the source is gone through (default: 1)')
    .option('--batch <number>', 'tables: rows that are mixed at a time (default: 1024; 64 by ada)')
    .option('--workers <number>', 'images that are decoded or encoded at a time')
    .addOption(program.createOption('--format <name>', 'of what is written')
      .choices(['png', 'jpeg', 'webp', 'csv', 'tsv', 'parquet', ...wavKinds]))
    .option('--force', 'overwrites what another mix has left there')
    .option('--dry-run', 'only says what would be done')
    .action(acting(async (session, path: string, flags: AnyFlags) => {
      switch (await kindOf(path, flags)) {
        case 'sounds': {
          const { mixSoundsCommand } = await import('./commands/mix-sounds.js')
          return await mixSoundsCommand(session, path, flags)
        }
        case 'clouds':
          return await (await import('./clouds/mix.js')).mixCloudsCommand(session, path, flags)
        case 'table': {
          const { mixTableCommand } = await import('./commands/mix-table.js')
          return await mixTableCommand(session, path, flags)
        }
        default:
          return await (await import('./commands/mix.js')).mix(session, path, flags)
      }
    }))
  addConvertFlags(program.command('convert'))
    .description('writes points in another format: PLY, PCD, NPY, NPZ, text or raw floats')
    .action(acting(async (session, path: string, out: string, flags: ConvertFlags) =>
      await (await import('./clouds/convert.js')).convert(session, path, out, flags)))
  addConvertFlags(program.command('voxelize'))
    .description('writes points with one a voxel')
    .requiredOption('--size <number>', 'the edge of a voxel, in the unit of the points')
    .addOption(program.createOption('--take <what>', 'what becomes of its points')
      .choices(['first', 'mean', 'greatest']))
    .addOption(program.createOption('--law <name>', 'which class and instance it gets')
      .choices(['first', 'conflict', 'majority']))
    .addOption(program.createOption('--rounding <how>', 'of coordinates')
      .choices(['floor', 'round']))
    .action(acting(async (session, path: string, out: string, flags: VoxelFlags) =>
      await (await import('./clouds/voxelize.js')).voxelizeCommand(session, path, out, flags)))
  program.command('beats')
    .description('says when a sound has beats, bars and onsets')
    .argument('<file>', 'WAV, MP3, FLAC or Ogg Vorbis')
    .addOption(program.createOption('--format <name>', 'prints them so (default: by --out)')
      .choices(['csv', 'audacity', 'jams']))
    .option('--out <file>', 'writes them: .csv, .txt (labels of Audacity) or .jams')
    .option('--force', 'overwrites it')
    .action(acting(async (session, file: string, flags: { out?: string, force?: boolean }) =>
      await (await import('./commands/beats.js')).beats(session, file, flags)))
  program.command('replay')
    .description('makes what a mix has written again, and compares it byte by byte')
    .argument('<path>', 'a folder that "mix" or "try" wrote')
    .option('--out <folder>', 'writes them, too')
    .option('--source <folder>', 'what was mixed, if it is not where it was')
    .action(acting(async (session, path: string, options: { out?: string, source?: string }) =>
      await (await import('./commands/replay.js')).replayMix(session, path, options)))
  program.command('demo')
    .description('writes a page on which every mixer mixes the same four pictures')
    .option('--out <file>', 'where to', 'remixture-demo.html')
    .option('--force', 'overwrites it')
    .action(acting(async (session, options: { out: string, force?: boolean }) =>
      await (await import('./commands/demo.js')).demo(session, options)))
  program.command('report')
    .description('draws how embeddings lie: uniformity, alignment, recall, hard negatives')
    .addArgument(program.createArgument('<what>').choices(['embeddings']))
    .argument('<file>', 'NPY, [rows, dimensions]')
    .option('--labels <file>', 'NPY: the class of every row')
    .option('--pairs <file>', 'NPY: another modality, row by row')
    .option('--k <numbers>', 'of recall@k (default: 1,5,10)')
    .option('--sample <number>', 'rows that are looked at (default: 4096)')
    .option('--out <file>', 'an HTML page', 'remixture-embeddings.html')
    .option('--force', 'overwrites it')
    .action(acting(async (session, _what: string, file: string, flags: ReportFlags) =>
      await (await import('./commands/report-embeddings.js'))
        .reportEmbeddings(session, file, flags)))
  program.command('completion')
    .description('prints a completion script: eval "$(remixture completion bash)"')
    .addArgument(program.createArgument('<shell>').choices(shells))
    .action(acting(async (session, shell: string) =>
      await (await import('./commands/completion.js')).completion(session, program, shell)))
  program.commands.forEach(command => { command.copyInheritedSettings(program) })
  return program
}

async function sessionOf (
  terminal: Terminal, { json = false, plugin = [], backend }: SharedOptions
): Promise<Session> {
  if (plugin.length > 0) {
    terminal.err(`note: --plugin runs the code of ${plugin.join(', ')}\n`)
  }
  const registry = await registryWith(plugin)
  if (backend !== undefined) await useBackend(backend)
  const chosen = backend === undefined ? {} : { backend }
  return { terminal, json, registry, plugins: plugin, ...chosen }
}
