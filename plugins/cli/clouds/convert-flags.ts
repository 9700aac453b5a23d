import type { Command } from 'commander'
import { layoutNames } from '../../io/index.js'

/** What says which points are read, and in which form they are written. */
export function addConvertFlags (command: Command): Command {
  return command
    .argument('<path>', 'a file of points, or a folder of scans')
    .argument('<out>', 'a file whose name tells the format, or a folder')
    .option('--to <ending>', 'folders: the format of the files: ply')
    .option('--labels <file>', 'labels beside the points: .label, .npy, .npz or .bin')
    .option('--fields <names>', 'of raw files, texts and matrices: x,y,z,intensity,ring')
    .addOption(command.createOption('--encoding <name>', 'of PLY and PCD')
      .choices(['ascii', 'binary', 'binary_little_endian', 'binary_big_endian']))
    .addOption(command.createOption('--layout <name>', 'how scans lie in the folder')
      .choices([...layoutNames]))
    .addOption(command.createOption('--invalid <how>', 'texts: lines that are no numbers')
      .choices(['error', 'skip']))
    .addOption(command.createOption('--undecodable <how>', 'LAZ: columns that are not unpacked')
      .choices(['error', 'drop']))
    .option('--force', 'overwrites what is there')
}
