/* The least that Preact shows: what the benchmarks compare the page with. */
import { render } from 'preact';

const root = document.getElementById('page');
if (root !== null) render(<p>Nothing</p>, root);
