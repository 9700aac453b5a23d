/** The table that the guides speak of: sixty houses with a price. */
export const houses: string = ['id,rooms,area,age,price', ...Array.from({ length: 60 }, (_, i) =>
  [i + 1, 2 + i % 5, 40 + i * 7 % 90, i * 13 % 70, 90 + i * 37 % 211 + i / 4].join())].join('\n')
