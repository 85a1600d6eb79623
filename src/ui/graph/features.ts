// A chunk of its own: what makes framer-motion's components move. They are drawn, at rest, without it.
export { domAnimation as default } from 'framer-motion';
