export * from './call';
export * from './calls';
export * from './drops';
export * from './failure';
