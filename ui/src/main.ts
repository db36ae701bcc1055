import '@fontsource/biz-udpgothic/400.css';
import '@fontsource/biz-udpgothic/700.css';
import '@fontsource/noto-sans-jp/400.css';
import './app/theme.css';

import { mount } from 'svelte';

import App from './app/App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
