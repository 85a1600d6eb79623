/** Release of the engine. A link made with the same release reopens the same run byte for byte; raised with every change that alters a run. */
export const ENGINE_RELEASE = '0.1.0';
