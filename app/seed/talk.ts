/** A place where some of the small world's people talk. */
export interface Room {
  readonly name: string;
  readonly sentences: readonly string[];
}

export const ROOMS: readonly Room[] = [
  {
    name: 'The painted porch',
    sentences: [
      'Is the lecture in the shade today?',
      'Everything in its season, says the gardener.',
      'Bring the scrolls back, please. All of them.',
      'Who left the sundial in the cellar?',
      'The proof holds. I checked it twice.',
      'Then check it once more.',
    ],
  },
  {
    name: 'Кухня',
    sentences: [
      'Борщ сегодня особенно хорош.',
      'Кто заказал двадцать порций пельменей?',
      'Сметана закончилась, завтра привезут.',
      'Спасибо, очень вкусно!',
      'Заказ номер семь готов.',
    ],
  },
  {
    name: 'Harbour walks',
    sentences: [
      'Meeting at the lighthouse at seven.',
      'Rain. We go anyway.',
      'I counted forty ships.',
      'Forty-one; one was behind the mole.',
    ],
  },
];
