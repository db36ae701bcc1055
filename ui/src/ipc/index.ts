export * from './call';
export * from './calls';
export * from './failure';
export * from './window';
