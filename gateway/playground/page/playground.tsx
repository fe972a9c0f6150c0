import './playground.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.ts';
import { tabs } from './tabs.ts';

const container = document.querySelector('#playground');
const endpoint = container?.dataset['endpoint'];
if (container === null || endpoint === undefined) throw new Error('The page has no #playground with a data-endpoint.');

createRoot(container).render(<GraphiQL fetcher={createFetcher(endpoint)} defaultTabs={[...tabs]} />);
