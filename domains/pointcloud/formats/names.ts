/** Columns of files that are one column of a cloud together. */
export const groups: Readonly<Record<string, ReadonlyArray<readonly string[]>>> = {
  color: [
    ['red', 'green', 'blue'], ['diffuse_red', 'diffuse_green', 'diffuse_blue'], ['r', 'g', 'b'],
    ['Red', 'Green', 'Blue'], ['R', 'G', 'B'], ['color_0', 'color_1', 'color_2']
  ],
  normal: [
    ['nx', 'ny', 'nz'], ['normal_x', 'normal_y', 'normal_z'], ['Nx', 'Ny', 'Nz'],
    ['normal_0', 'normal_1', 'normal_2']
  ]
}

/** What a column of a cloud is called in files, by who wrote them; the first that is there. */
export const aliases: Readonly<Record<string, readonly string[]>> = {
  segment: ['segment', 'label', 'classification', 'class', 'semantic', 'scalar_Label',
    'scalar_label', 'scalar_Classification'],
  instance: ['instance', 'scalar_Instance', 'scalar_instance', 'object', 'instance_id'],
  intensity: ['intensity', 'remission', 'reflectance', 'scalar_Intensity', 'Intensity']
}

/** Names of coordinates. */
export const axes: ReadonlyArray<readonly string[]> = [
  ['x', 'y', 'z'], ['X', 'Y', 'Z'], ['coord_0', 'coord_1', 'coord_2']
]
