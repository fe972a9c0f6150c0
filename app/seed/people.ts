/** Somebody of the small world. */
export interface Person {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthday: string;
  readonly role?: 'MANAGER' | 'ADMIN';
  readonly paidAccess?: true;
}

/** Two dozen people; the order is part of the world, friendships and orders follow from it. */
export const PEOPLE: readonly Person[] = [
  { username: 'hypatia', firstName: 'Hypatia', lastName: 'Theonos', birthday: '1985-03-08', role: 'ADMIN' },
  { username: 'epicurus', firstName: 'Epikouros', lastName: 'Neokles', birthday: '1979-02-04', role: 'MANAGER' },
  { username: 'ada', firstName: 'Ada', lastName: 'Byron', birthday: '1990-12-10', paidAccess: true },
  { username: 'grace', firstName: 'Grace', lastName: 'Murray', birthday: '1986-12-09', paidAccess: true },
  { username: 'sofia', firstName: 'Софья', lastName: 'Ковалевская', birthday: '1991-01-15' },
  { username: 'emmy', firstName: 'Emmy', lastName: 'Noether', birthday: '1988-03-23' },
  { username: 'alan', firstName: 'Alan', lastName: 'Mathison', birthday: '1992-06-23' },
  { username: 'rosalind', firstName: 'Rosalind', lastName: 'Elsie', birthday: '1994-07-25' },
  { username: 'mikhail', firstName: 'Михаил', lastName: 'Ломоносов', birthday: '1984-11-19' },
  { username: 'maryam', firstName: 'Maryam', lastName: 'Mirza', birthday: '1997-05-12', paidAccess: true },
  { username: 'srinivasa', firstName: 'Srinivasa', lastName: 'Iyengar', birthday: '1989-12-22' },
  { username: 'dorothy', firstName: 'Dorothy', lastName: 'Crowfoot', birthday: '1995-05-12' },
  { username: 'dmitri', firstName: 'Дмитрий', lastName: 'Менделеев', birthday: '1983-02-08' },
  { username: 'lise', firstName: 'Lise', lastName: 'Meitner', birthday: '1996-11-07' },
  { username: 'katherine', firstName: 'Katherine', lastName: 'Coleman', birthday: '1993-08-26', paidAccess: true },
  { username: 'edsger', firstName: 'Edsger', lastName: 'Wybe', birthday: '1987-05-11' },
  { username: 'barbara', firstName: 'Barbara', lastName: 'Jane', birthday: '1998-11-07' },
  { username: 'donald', firstName: 'Donald', lastName: 'Ervin', birthday: '1982-01-10' },
  { username: 'margaret', firstName: 'Margaret', lastName: 'Heafield', birthday: '1999-08-17' },
  { username: 'niklaus', firstName: 'Niklaus', lastName: 'Emil', birthday: '1981-02-15' },
  { username: 'chien', firstName: 'Chien-Shiung', lastName: 'Wu', birthday: '2000-05-31' },
  { username: 'leslie', firstName: 'Leslie', lastName: 'B.', birthday: '1990-02-07' },
  { username: 'radia', firstName: 'Radia', lastName: 'Joy', birthday: '2001-12-18' },
  { username: 'tim', firstName: 'Tim', lastName: 'John', birthday: '1994-06-08' },
];
