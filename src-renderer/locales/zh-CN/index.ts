import { components } from './components.ts';
import { frame } from './frame.ts';
import { keyboard } from './keyboard.ts';
import { problems } from './problems.ts';
import { setup } from './setup.ts';
import { unlock } from './unlock.ts';

/** All texts of the program, one file an area; every file ends its object with `as const`, so that places are typed. */
export const zhCN = { components, frame, keyboard, problems, setup, unlock } as const;
