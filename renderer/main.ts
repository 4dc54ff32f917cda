import { mount } from 'svelte';
import App from './App.svelte';
import './theme.css';

const target = document.querySelector('#app');
if (target === null) throw new Error('The page has no #app element.');
mount(App, { target });
