import { mount } from 'svelte';
import App from './App.svelte';
import { language } from './messages/messages.ts';
import './theme.css';

const target = document.querySelector('#app');
if (target === null) throw new Error('The page has no #app element.');
document.documentElement.lang = language;
mount(App, { target });
