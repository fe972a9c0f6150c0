import './playground.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.ts';
import { tabs } from './tabs.ts';

const container = document.querySelector('#playground');
const endpoint = container?.dataset['endpoint'];
if (container === null || endpoint === undefined) throw new Error('The page has no #playground with a data-endpoint.');

const fetcher = createFetcher(new URL(endpoint, document.baseURI).href);

createRoot(container).render(<GraphiQL fetcher={fetcher} defaultTabs={[...tabs]} />);
