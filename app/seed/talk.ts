/** A place where some of the small world's people talk. */
export interface Room {
  readonly name: string;
  readonly description: string;
  readonly language: 'en' | 'ru';
  /** How many of the people are in it. */
  readonly size: number;
  /** How many things are said in it at each hour of talk. */
  readonly pace: number;
  readonly sentences: readonly string[];
}

export const ROOMS: readonly Room[] = [
  {
    name: 'The painted porch',
    description: 'Everybody, about everything.',
    language: 'en',
    size: 24,
    pace: 6,
    sentences: [
      'Is the lecture in the shade today?',
      'Everything in its season, says the gardener.',
      'Bring the scrolls back, please. All of them.',
      'Who left the sundial in the cellar?',
      'The proof holds. I checked it twice.',
      'Then check it once more.',
      'The door at the south side sticks again.',
    ],
  },
  {
    name: 'Кухня',
    description: 'Что готовим и кто моет.',
    language: 'ru',
    size: 8,
    pace: 4,
    sentences: [
      'Борщ сегодня особенно хорош.',
      'Кто заказал двадцать порций пельменей?',
      'Сметана закончилась, завтра привезут.',
      'Спасибо, очень вкусно!',
      'Заказ номер семь готов.',
      'Нож для хлеба лежит не на своём месте.',
    ],
  },
  {
    name: 'Harbour walks',
    description: 'Mondays and Thursdays, at any weather.',
    language: 'en',
    size: 6,
    pace: 2,
    sentences: [
      'Meeting at the lighthouse at seven.',
      'Rain. We go anyway.',
      'I counted forty ships.',
      'Forty-one; one was behind the mole.',
      'The ferry is late, so are we.',
    ],
  },
  {
    name: 'Orrery builders',
    description: 'Brass, teeth, and the moons of Jupiter.',
    language: 'en',
    size: 5,
    pace: 3,
    sentences: [
      'The gear of Saturn has one tooth too many.',
      'One too few, I would say.',
      'Who has the small file?',
      'It turns! Slowly, but it turns.',
      'Mercury runs backwards again.',
      'It is supposed to.',
    ],
  },
  {
    name: 'Шахматы по переписке',
    description: 'По ходу в день.',
    language: 'ru',
    size: 4,
    pace: 2,
    sentences: [
      'Конь на эф три.',
      'Беру пешку, и будь что будет.',
      'Предлагаю ничью.',
      'Рано. Смотри на линию це.',
      'Шах!',
      'Сдаюсь, партия ваша.',
    ],
  },
  {
    name: 'Night shift',
    description: 'For those who watch the sky, or the ovens.',
    language: 'en',
    size: 3,
    pace: 1,
    sentences: [
      'Clouds until three.',
      'The comet is where it should be.',
      'Tea is in the blue pot.',
      'Good morning, all.',
    ],
  },
  {
    name: 'Compilers',
    description: 'They are only programs.',
    language: 'en',
    size: 10,
    pace: 3,
    sentences: [
      'Two passes are enough for anybody.',
      'The moth was in relay seventy.',
      'It works on my machine, which is the only one.',
      'A comment that lies is worse than none.',
      'Who changed the grammar without telling?',
      'Premature, but faster.',
    ],
  },
  {
    name: 'Химический кружок',
    description: 'Опыты, таблицы, вытяжка.',
    language: 'ru',
    size: 7,
    pace: 2,
    sentences: [
      'Реактивы привезли, разбираем вместе.',
      'Во сне мне явилась таблица.',
      'Проверьте тягу, прежде чем начинать.',
      'Осадок выпал, и весьма красивый.',
      'Кто взял последнюю колбу?',
    ],
  },
  {
    name: 'Reading circle',
    description: 'One book a month; two when it rains.',
    language: 'en',
    size: 12,
    pace: 4,
    sentences: [
      'I am on page forty, and nobody has died yet.',
      'The translation by the other hand is better.',
      'Do we meet on Friday or on Saturday?',
      'Somebody has written in the margins. It was right, though.',
      'Chapter nine should have been chapter one.',
      'Next month something shorter, please.',
    ],
  },
  {
    name: 'Дача',
    description: 'Яблоки, забор и электричка.',
    language: 'ru',
    size: 3,
    pace: 1,
    sentences: [
      'Яблоки уже падают.',
      'Электричка в восемь двадцать.',
      'Забор покрасили, калитка ещё сохнет.',
      'Захватите спички.',
    ],
  },
  {
    name: 'Numbers',
    description: 'Interesting ones only.',
    language: 'en',
    size: 16,
    pace: 2,
    sentences: [
      '1729 is not dull at all.',
      'Every even number, as far as I have looked.',
      'The margin is too small for it.',
      'Two cubes, in two ways.',
      'I have a lemma, and nowhere to put it.',
    ],
  },
  {
    name: 'Праздники',
    description: 'Кто что несёт.',
    language: 'ru',
    size: 20,
    pace: 3,
    sentences: [
      'С днём рождения, Софья!',
      'Торт беру на себя.',
      'Кто ведёт музыку?',
      'Собираемся в шесть, как всегда.',
      'Подарок общий, скидываемся у входа.',
      'Было чудесно, спасибо всем.',
    ],
  },
];

/** How somebody goes on after one of the sentences of a room; an empty one is nothing more. */
export const TAILS: Readonly<Record<Room['language'], readonly string[]>> = {
  en: [
    '',
    '',
    'Or am I wrong?',
    'As always.',
    '',
    'Ask the owl.',
    'I said so yesterday.',
    '',
    'See you there.',
    'No hurry 🙂',
    '',
  ],
  ru: [
    '',
    'Как всегда.',
    '',
    'Или я ошибаюсь?',
    '',
    'Спросите сову.',
    '',
    'Вчера говорили об этом же.',
    'До встречи!',
    '',
    '🙂',
  ],
};

/** What a message says after its author thought better of it. */
export const CORRECTIONS: Readonly<Record<Room['language'], string>> = { en: '(corrected)', ru: '(исправлено)' };
