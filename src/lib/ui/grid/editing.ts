/** How a cell's editor is left: which way the focus goes after the value was taken. */
export type Leaving = 'down' | 'right' | 'left' | 'stay' | 'blur';
