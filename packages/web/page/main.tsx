import { render } from 'preact';
import { Shell } from './shell.tsx';
import './style.css';

const root = document.getElementById('page');
if (root !== null) render(<Shell />, root);
