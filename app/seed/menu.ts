/** A dish of the small world's kitchen; `quantity` is what there is at the start. */
export interface MenuDish {
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly quantity: number;
}

export const MENU: readonly MenuDish[] = [
  { name: 'Lentil soup', description: 'Red lentils, cumin, lemon.', price: '4.50', quantity: 400 },
  { name: 'Борщ', description: 'Свёкла, капуста, сметана.', price: '5.20', quantity: 300 },
  { name: 'Barley bread', description: 'Half a loaf, still warm.', price: '2.10', quantity: 500 },
  { name: 'Olives', description: 'From Kalamata, with thyme.', price: '3.00', quantity: 350 },
  { name: 'Grilled octopus', description: 'With fava and capers.', price: '14.80', quantity: 60 },
  { name: 'Stuffed vine leaves', description: 'Rice, dill, mint; six pieces.', price: '6.90', quantity: 150 },
  { name: 'Moussaka', description: 'Aubergine, lamb, a crust of béchamel.', price: '11.40', quantity: 120 },
  { name: 'Пельмени', description: 'Сибирские, со сметаной, двадцать штук.', price: '8.60', quantity: 200 },
  { name: 'Feta in honey', description: 'In filo, with sesame.', price: '7.30', quantity: 140 },
  { name: 'Figs and walnuts', description: 'When there are figs.', price: '5.80', quantity: 0 },
  { name: 'Baklava', description: 'Two pieces.', price: '4.20', quantity: 220 },
  { name: 'Mountain tea', description: 'A pot for two.', price: '2.80', quantity: 600 },
];

/** What people order that is on no menu. */
export const ERRANDS: readonly { readonly product: string; readonly price: string }[] = [
  { product: 'Notebook, squared', price: '3.90' },
  { product: 'Pencils, a dozen', price: '6.00' },
  { product: 'Chalk', price: '2.35' },
  { product: 'Slide rule', price: '27.50' },
  { product: 'Lamp oil', price: '8.15' },
];
